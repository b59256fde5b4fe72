import { DescribeUserPoolCommand, type UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import { type Check, type Finding, ok, unknown, wrong } from './finding.ts'
import { nameOf, notSeen } from './not-seen.ts'

export const checkMail: Check = {
  about: 'mail',
  async look({ cognito, deployed, settings: { userPoolId, region, mailboxUrl } }, abortSignal) {
    let pool: UserPoolType
    try {
      const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }), {
        abortSignal,
      })
      pool = UserPool ?? {}
    } catch (error) {
      if (nameOf(error) !== 'ResourceNotFoundException')
        return [notSeen(userPoolId, 'cognito-idp:DescribeUserPool', error)]
      return [
        wrong(`there is no user pool ${userPoolId} in ${region} of this account, so nobody can sign in.`),
      ]
    }
    const onThisMachine = [ok(`it is sent nowhere; all of it is kept at ${mailboxUrl}.`)]
    return [...(deployed || !mailboxUrl ? mailFindings(pool, region) : onThisMachine), signUpFinding(pool)]
  },
}

export function mailFindings({ EmailConfiguration: mail }: UserPoolType, region: string): Finding[] {
  if (mail?.EmailSendingAccount !== 'DEVELOPER') {
    return [
      ok(
        'Cognito sends it by itself, at most 50 mails a day. Before you invite people: verify your domain in SES, then Cognito console, Messaging, Send email with Amazon SES.',
      ),
    ]
  }
  const identity = mail.SourceArn ?? ''
  const place = identity.split(':')[3] || region
  return [
    ok(`it goes through SES${mail.From ? ` as ${mail.From}` : ''} (${identity}).`),
    unknown(
      `whether SES still sends to verified addresses only (sandbox): this command has no way to ask it. aws sesv2 get-account --region ${place} --query ProductionAccessEnabled must say true; else SES console, Account dashboard, Request production access.`,
    ),
  ]
}

export function signUpFinding({ AdminCreateUserConfig, LambdaConfig }: UserPoolType): Finding {
  if (AdminCreateUserConfig?.AllowAdminCreateUserOnly)
    return ok('sign-up is closed: you make accounts (DOCENT_SIGN_UP).')
  if (LambdaConfig?.PreSignUp)
    return ok('who is invited may make an account (DOCENT_SIGN_UP_INVITED), nobody else.')
  return ok('anybody may make an account (DOCENT_SIGN_UP=open).')
}
