'use client'
import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Logo } from '#components/brand/logo.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { safeNext, wantsAccount, wasNotInvited } from '#lib/client/sign-in-path.ts'
import type { SignUpMode } from '#lib/core/invitations.ts'
import { useConfig } from './config-context.ts'
import { SignInSkeleton } from './sign-in-skeleton.tsx'
import { sessionKey, useSession } from './use-session.ts'

const SignInForms = dynamic(() => import('./sign-in-forms.tsx').then(module => module.SignInForms), {
  ssr: false,
  loading: SignInSkeleton,
})

const WAYS_IN: Record<SignUpMode, string> = {
  open: 'Sign in to your guides, or create an account with your e‑mail address.',
  invited:
    'Sign in to your guides. Accounts are made by invitation: create yours with the e‑mail address that was invited.',
  closed:
    'Sign in to your guides. Accounts are made by whoever runs this installation; if you have none, ask them.',
}

export function SignInPage() {
  const session = useSession()
  const queries = useQueryClient()
  const router = useRouter()
  const query = useSearchParams()
  const next = safeNext(query.get('next'))
  const signedIn = typeof session.data === 'string'
  const { signUp } = useConfig()
  // Amplify takes it out of the address.
  const [notInvited] = useState(() => wasNotInvited(query))

  useEffect(() => {
    if (signedIn) router.replace(next)
  }, [signedIn, next, router])

  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-md content-start gap-8 px-5 py-8 sm:pt-[12vh]">
      <header>
        <Link href="/" className="inline-flex min-h-11 items-center" aria-label="Docent, to the start page">
          <Logo />
        </Link>
      </header>
      <main id="main" className="grid gap-6">
        <div>
          <h1 className="title">Welcome</h1>
          <p className="mt-1 text-muted">{WAYS_IN[signUp]}</p>
        </div>
        {notInvited && (
          <Notice tone="bad" title="No account was made with Google">
            {signUp === 'closed'
              ? 'Accounts are made by whoever runs this installation. Ask them for one.'
              : 'Its e-mail address is not invited here. Use one that is, or ask whoever runs this installation to invite it.'}
          </Notice>
        )}
        {session.isPending || signedIn ? (
          <SignInSkeleton />
        ) : (
          <SignInForms
            first={signUp !== 'closed' && wantsAccount(query) ? 'signUp' : 'signIn'}
            onSignedIn={() => queries.invalidateQueries({ queryKey: sessionKey })}
          />
        )}
      </main>
    </div>
  )
}
