import { Stack } from 'aws-cdk-lib'
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import type { Parameters } from './parameters.ts'

/** From one network address: a school behind one connection may open the app in fifty browsers at once. */
const REQUESTS_PER_FIVE_MINUTES = 10_000

/**
 * What AWS keeps up to date for everybody: addresses known for attacks, and requests that only attacks make. Its
 * common rules are not among them: they take a question about HTML for an attack.
 */
const KEPT_BY_AWS = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet'] as const

/** How many rules stand in it, each of which is paid for: docs/operate/costs.md. */
export const FIREWALL_RULES = 1 + KEPT_BY_AWS.length

/**
 * A web ACL before the pages, the frames and the API of the app, where the operator asks for it; not before the chat,
 * whose address it cannot stand before. AWS wants it in us-east-1, whose stacks only can make it.
 */
export function firewall(scope: Construct, { firewall: wanted, appId }: Parameters): void {
  if (!wanted || !appId) return
  const { partition, region, account } = Stack.of(scope)
  const acl = new CfnWebACL(scope, 'Firewall', {
    description: 'Before the pages of Docent',
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: counted('Firewall'),
    rules: [
      {
        name: 'TooManyFromOneAddress',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { limit: REQUESTS_PER_FIVE_MINUTES, aggregateKeyType: 'IP' } },
        visibilityConfig: counted('TooManyFromOneAddress'),
      },
      ...KEPT_BY_AWS.map((name, index) => ({
        name,
        priority: index + 1,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
        visibilityConfig: counted(name),
      })),
    ],
  })
  new CfnWebACLAssociation(scope, 'FirewallBeforeApp', {
    webAclArn: acl.attrArn,
    resourceArn: `arn:${partition}:amplify:${region}:${account}:apps/${appId}`,
  })
}

/** Samples hold addresses and paths of visitors; numbers are enough. */
function counted(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false }
}
