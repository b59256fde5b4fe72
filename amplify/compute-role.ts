import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { serving } from './permissions.ts'
import type { Resources } from './resources.ts'

/**
 * What the Next.js server in Amplify Hosting may do. Attached to the branch once, by hand: docs/operate/deploy.md.
 * Amplify's guide names no condition for who assumes it, so there is none but the service.
 */
export function computeRole(scope: Construct, resources: Resources): Role {
  const role = new Role(scope, 'WebRole', {
    description: 'Docent: the web server in Amplify Hosting',
    assumedBy: new ServicePrincipal('amplify.amazonaws.com'),
  })
  for (const statement of serving(resources)) role.addToPolicy(statement)
  return role
}
