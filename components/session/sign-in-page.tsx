'use client'
import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { Logo } from '#components/brand/logo.tsx'
import { safeNext, wantsAccount } from '#lib/client/sign-in-path.ts'
import { SignInSkeleton } from './sign-in-skeleton.tsx'
import { sessionKey, useSession } from './use-session.ts'

const SignInForms = dynamic(() => import('./sign-in-forms.tsx').then(module => module.SignInForms), {
  ssr: false,
  loading: SignInSkeleton,
})

export function SignInPage() {
  const session = useSession()
  const queries = useQueryClient()
  const router = useRouter()
  const query = useSearchParams()
  const next = safeNext(query.get('next'))
  const signedIn = typeof session.data === 'string'

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
          <p className="mt-1 text-muted">
            Sign in to your guides, or create an account with your e‑mail address.
          </p>
        </div>
        {session.isPending || signedIn ? (
          <SignInSkeleton />
        ) : (
          <SignInForms
            first={wantsAccount(query) ? 'signUp' : 'signIn'}
            onSignedIn={() => queries.invalidateQueries({ queryKey: sessionKey })}
          />
        )}
      </main>
    </div>
  )
}
