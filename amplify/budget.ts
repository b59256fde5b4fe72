import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

/** Spent or foreseen, in percent of the month's budget. Foreseen comes days earlier. */
const NOTICES = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
  { notificationType: 'ACTUAL', threshold: 100 },
]

/** AWS's own view of what the whole account costs; some hours late, but it sees everything. */
export function accountBudget(scope: Construct, monthlyUsd: number, topic: Topic): void {
  const budget = new CfnBudget(scope, 'MonthlyBudget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyUsd, unit: 'USD' },
    },
    notificationsWithSubscribers: NOTICES.map(notice => ({
      notification: { ...notice, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    })),
  })
  // Budgets tries the topic as soon as it is named, and needs leave to.
  budget.node.addDependency(topic.node.findChild('Policy'))
}
