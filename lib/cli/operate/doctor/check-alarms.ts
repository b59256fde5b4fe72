import { type Check, ok, unknown, wrong } from './finding.ts'

export const checkAlarms: Check = {
  about: 'alarms',
  async look({ deployed, settings: { region } }) {
    if (!deployed) return [ok('there are none on this machine.')]
    const { operators } = deployed
    if (!operators)
      return [
        unknown('the outputs do not name their topic. SNS console, Subscriptions: yours must be confirmed.'),
      ]
    if (!operators.alarmsAreMailed)
      return [
        wrong(
          'nobody hears them: set DOCENT_ALARM_EMAIL (Amplify console, Hosting, Environment variables) and deploy again.',
        ),
      ]
    return [
      unknown(
        `whether the receiver has confirmed: this command has no way to ask SNS. aws sns list-subscriptions-by-topic --region ${region} --topic-arn ${operators.alarmTopic} must name no PendingConfirmation; else open the mail that AWS sent.`,
      ),
    ]
  },
}
