'use client'
import { useAuthenticator } from '@aws-amplify/ui-react'
import { type FirstForm, useStartForms } from './start-forms.ts'

interface AwaitedAddressProps {
  title: string
  /** The form in which the address can be corrected. */
  correct: Pick<FirstForm, 'form'>
}

/** Above a form that waits for a code: to which address it went, and the way to another one. */
export function AwaitedAddress({ title, correct }: AwaitedAddressProps) {
  const { username = '' } = useAuthenticator(context => [context.username])
  const startForms = useStartForms()
  return (
    <div className="grid justify-items-start gap-1.5">
      <h2 className="subtitle">{title}</h2>
      <p className="w-full text-muted">
        We sent a code to <bdi className="font-semibold break-words text-ink">{username}</bdi>. It can take a
        minute to arrive.
      </p>
      {/* Tells a password manager whose code and password this is. */}
      <input type="email" autoComplete="username" value={username} readOnly hidden />
      <button
        type="button"
        onClick={() => startForms({ ...correct, address: username })}
        className="min-h-6 touchable text-small font-medium text-accent underline underline-offset-3"
      >
        Not your address? Correct it
      </button>
    </div>
  )
}
