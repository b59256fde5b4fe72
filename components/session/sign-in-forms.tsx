'use client'
import { Authenticator, useAuthenticator } from '@aws-amplify/ui-react'
import { I18n } from 'aws-amplify/utils'
import { useEffect } from 'react'
import 'aws-amplify/auth/enable-oauth-listener'
import { useConfig } from './config-context.ts'
import { MailboxLink } from './mailbox-link.tsx'
import './sign-in-forms.css'
import { signInFields, signInWords } from './sign-in-words.ts'

I18n.putVocabulariesForLanguage('en', signInWords)
I18n.setLanguage('en')

interface SignInFormsProps {
  /** The one that is shown at first. */
  first: 'signIn' | 'signUp'
  onSignedIn: () => void
}

/** Signing in, creating an account, confirming it, and choosing another password. */
export function SignInForms({ first, onSignedIn }: SignInFormsProps) {
  const { auth } = useConfig()
  return (
    <Authenticator.Provider>
      <SignedInWatch onSignedIn={onSignedIn} />
      <Authenticator
        initialState={first}
        loginMechanisms={['email']}
        socialProviders={auth.googleHost ? ['google'] : []}
        formFields={signInFields}
        components={{ Footer: CodeHelp }}
      />
    </Authenticator.Provider>
  )
}

function SignedInWatch({ onSignedIn }: { onSignedIn: () => void }) {
  const { authStatus } = useAuthenticator(context => [context.authStatus])
  useEffect(() => {
    if (authStatus === 'authenticated') onSignedIn()
  }, [authStatus, onSignedIn])
  return null
}

/** Where a code is being waited for: where to find it. */
function CodeHelp() {
  const { route } = useAuthenticator(context => [context.route])
  const { mailboxUrl } = useConfig()
  const waiting = route === 'confirmSignUp' || route === 'confirmResetPassword'
  if (!waiting || !mailboxUrl) return null
  return <MailboxLink url={mailboxUrl} />
}
