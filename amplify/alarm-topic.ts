import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'

/** For the console of the build and for the dashboard, where no address is given. */
export const NOBODY_HEARS =
  'Nobody hears the alarms of this installation, nor that its budget is used up: DOCENT_ALARM_EMAIL is empty. Put the mail address there that is to hear of it, and deploy again.'

/** Where alarms go; the mail's receiver confirms once. */
export function alarmTopic(scope: Construct, email: string | null): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: 'Docent', enforceSSL: true })
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: ['cloudwatch', 'budgets'].map(name => new ServicePrincipal(`${name}.amazonaws.com`)),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
    }),
  )
  if (email) topic.addSubscription(new EmailSubscription(email))
  return topic
}
