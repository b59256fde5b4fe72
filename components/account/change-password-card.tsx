'use client'
import { useMutation } from '@tanstack/react-query'
import { updatePassword } from 'aws-amplify/auth'
import { type FormEvent, useState } from 'react'
import { useSession } from '#components/session/use-session.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { describePasswordFailure } from '#lib/client/password-failure.ts'

export function ChangePasswordCard() {
  const { data: email } = useSession()
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [missing, setMissing] = useState(false)
  const change = useMutation({
    mutationFn: updatePassword,
    onSuccess: () => {
      setOld('')
      setNew('')
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const incomplete = oldPassword === '' || newPassword === ''
    setMissing(incomplete)
    if (!incomplete && !change.isPending) change.mutate({ oldPassword, newPassword })
  }

  return (
    <SectionCard title="Change your password">
      <form onSubmit={submit} className="grid max-w-sm gap-4" noValidate>
        {/* Tells a password manager whose password this is. */}
        <input type="email" autoComplete="username" value={email ?? ''} readOnly hidden />
        <TextField
          label="Present password"
          type="password"
          autoComplete="current-password"
          value={oldPassword}
          onChange={setOld}
          error={missing && oldPassword === '' ? 'Type the password you sign in with now.' : undefined}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          value={newPassword}
          onChange={setNew}
          hint="At least 8 characters, with upper and lower case and a number."
          error={missing && newPassword === '' ? 'Type the new password.' : undefined}
        />
        {change.isError && (
          <Notice tone="bad" title={describePasswordFailure(change.error).message}>
            {describePasswordFailure(change.error).nextStep}
          </Notice>
        )}
        {change.isSuccess && (
          <div role="status">
            <Notice tone="ok" title="Your password is changed.">
              Use the new one the next time you sign in.
            </Notice>
          </div>
        )}
        <Button type="submit" busy={change.isPending} className="justify-self-start">
          Change the password
        </Button>
      </form>
    </SectionCard>
  )
}
