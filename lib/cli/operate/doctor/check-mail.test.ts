import { expect, it } from 'vitest'
import { mailFindings, signUpFinding } from './check-mail.ts'

it.each([undefined, { EmailSendingAccount: 'COGNITO_DEFAULT' as const }])(
  'that Cognito sends by itself (%j) is little, and says so',
  EmailConfiguration => {
    expect(mailFindings({ EmailConfiguration }, 'eu-west-1')).toMatchObject([
      { state: 'ok', text: expect.stringContaining('at most 50 mails a day') },
    ])
  },
)

it('that goes through SES may be in its sandbox: where to look, in the region of the identity', () => {
  const EmailConfiguration = {
    EmailSendingAccount: 'DEVELOPER' as const,
    SourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/example.com',
    From: 'docent@example.com',
  }
  const [sent, sandbox] = mailFindings({ EmailConfiguration }, 'eu-west-1')
  expect(sent).toMatchObject({ state: 'ok', text: expect.stringContaining('as docent@example.com') })
  expect(sandbox!.state).toBe('unknown')
  expect(sandbox!.text).toContain('aws sesv2 get-account --region eu-central-1')
})

it.each([
  [
    { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }, LambdaConfig: { PreSignUp: 'arn' } },
    'closed',
  ],
  [{ LambdaConfig: { PreSignUp: 'arn' } }, 'who is invited'],
  [{}, 'anybody may make an account'],
])('says who may make an account: %j', (pool, words) => {
  expect(signUpFinding(pool).text).toContain(words)
})
