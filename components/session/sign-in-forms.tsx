'use client'
import { Authenticator, type AuthenticatorProps, useAuthenticator } from '@aws-amplify/ui-react'
import { type ConfirmSignUpInput, confirmResetPassword, confirmSignUp } from 'aws-amplify/auth'
import { I18n } from 'aws-amplify/utils'
import { useEffect, useState } from 'react'
import 'aws-amplify/auth/enable-oauth-listener'
import { Notice } from '#components/ui/notice.tsx'
import { AwaitedAddress } from './awaited-address.tsx'
import { useConfig } from './config-context.ts'
import { MailboxLink } from './mailbox-link.tsx'
import './sign-in-forms.css'
import { signInFields, signInWords } from './sign-in-words.ts'
import { type FirstForm, StartForms } from './start-forms.ts'

I18n.putVocabulariesForLanguage('en', signInWords)
I18n.setLanguage('en')

interface SignInFormsProps {
  /** The one that is shown at first. */
  first: 'signIn' | 'signUp'
  onSignedIn: () => void
}

/** Signing in, creating an account, confirming it, and choosing another password. */
export function SignInForms({ first, onSignedIn }: SignInFormsProps) {
  const { auth, signUp } = useConfig()
  const [start, setStart] = useState<FirstForm & { round: number }>({ form: first, address: '', round: 0 })
  const startForms = (next: FirstForm) => setStart(({ round }) => ({ ...next, round: round + 1 }))
  return (
    <StartForms value={startForms}>
      <div role="status" className="empty:hidden">
        {start.worked && (
          <Notice tone="ok" title={start.worked}>
            Sign in now.
          </Notice>
        )}
      </div>
      <Authenticator.Provider key={start.round}>
        <SignedInWatch onSignedIn={onSignedIn} />
        <Authenticator
          initialState={start.form}
          hideSignUp={signUp === 'closed'}
          loginMechanisms={['email']}
          socialProviders={auth.googleHost ? ['google'] : []}
          formFields={signInFields(start.address)}
          services={servicesThatSay(startForms)}
          components={{
            Footer: CodeHelp,
            ConfirmSignUp: { Header: SignUpCodeHeader },
            ConfirmResetPassword: { Header: ResetCodeHeader },
          }}
        />
      </Authenticator.Provider>
    </StartForms>
  )
}

/** Amplify's own steps; where one ends at the sign-in form, that form says what has worked. */
function servicesThatSay(startForms: (next: FirstForm) => void): AuthenticatorProps['services'] {
  const services = {
    async handleForgotPasswordSubmit(input: Parameters<typeof confirmResetPassword>[0]) {
      await confirmResetPassword(input)
      startForms({ form: 'signIn', address: input.username, worked: 'Your new password is saved.' })
    },
    async handleConfirmSignUp(input: ConfirmSignUpInput) {
      const confirmed = await confirmSignUp(input)
      // Else the one who has just signed up is signed in by Amplify.
      if (confirmed.nextStep.signUpStep === 'DONE')
        startForms({ form: 'signIn', address: input.username, worked: 'Your e-mail address is confirmed.' })
      return confirmed
    },
  }
  // Amplify's own types also have a first argument for servers, with which the forms never call.
  return services as AuthenticatorProps['services']
}

function SignedInWatch({ onSignedIn }: { onSignedIn: () => void }) {
  const { authStatus } = useAuthenticator(context => [context.authStatus])
  useEffect(() => {
    if (authStatus === 'authenticated') onSignedIn()
  }, [authStatus, onSignedIn])
  return null
}

function SignUpCodeHeader() {
  return <AwaitedAddress title="Look into your e-mail" correct={{ form: 'signUp' }} />
}

function ResetCodeHeader() {
  return <AwaitedAddress title="Choose another password" correct={{ form: 'forgotPassword' }} />
}

/** Where a code is being waited for: where to find it. */
function CodeHelp() {
  const { route } = useAuthenticator(context => [context.route])
  const { mailboxUrl } = useConfig()
  const waiting = route === 'confirmSignUp' || route === 'confirmResetPassword'
  if (!waiting || !mailboxUrl) return null
  return <MailboxLink url={mailboxUrl} />
}
