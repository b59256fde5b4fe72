'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { confirmUserAttribute, fetchAuthSession, updateUserAttribute } from 'aws-amplify/auth'
import { type FormEvent, useState } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { MailboxLink } from '#components/session/mailbox-link.tsx'
import { sessionKey } from '#components/session/use-session.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { describeEmailFailure } from '#lib/client/email-failure.ts'

/** Another address, which counts once the code that was sent to it has come back. */
export function ChangeEmailCard() {
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useMutation({
    mutationFn: (value: string) => updateUserAttribute({ userAttribute: { attributeKey: 'email', value } }),
  })
  const confirm = useMutation({
    mutationFn: async (confirmationCode: string) => {
      await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
      // The sign-in says who somebody is, and still says the old address.
      await fetchAuthSession({ forceRefresh: true })
      await queries.invalidateQueries({ queryKey: sessionKey })
    },
    onSuccess: () => {
      setTyped('')
      send.reset()
    },
  })
  const address = send.isSuccess ? send.variables : null

  function submit(event: FormEvent) {
    event.preventDefault()
    const value = typed.trim()
    setMissing(value === '')
    if (value === '' || send.isPending) return
    confirm.reset()
    send.mutate(value)
  }

  return (
    <SectionCard title="Change your e-mail address">
      {address === null ? (
        <form onSubmit={submit} className="grid max-w-sm gap-4" noValidate>
          <TextField
            label="New e-mail address"
            type="email"
            autoComplete="email"
            value={typed}
            onChange={setTyped}
            hint="You sign in with it from then on. Until its code is typed, your present address stays."
            error={missing ? 'Type the new address.' : undefined}
          />
          {send.isError && <Failure error={send.error} />}
          <div role="status" className="empty:hidden">
            {confirm.isSuccess && (
              <Notice tone="ok" title="Your e-mail address is changed.">
                Sign in with the new one the next time.
              </Notice>
            )}
          </div>
          <Button type="submit" busy={send.isPending} className="justify-self-start">
            Send a code to the new address
          </Button>
        </form>
      ) : (
        <CodeForm
          address={address}
          busy={confirm.isPending}
          failure={confirm.error ?? send.error}
          onCode={code => confirm.mutate(code)}
          onAgain={() => send.mutate(address)}
          onOther={() => {
            send.reset()
            confirm.reset()
          }}
        />
      )}
    </SectionCard>
  )
}

interface CodeFormProps {
  address: string
  busy: boolean
  failure: Error | null
  onCode: (code: string) => void
  onAgain: () => void
  onOther: () => void
}

function CodeForm({ address, busy, failure, onCode, onAgain, onOther }: CodeFormProps) {
  const { mailboxUrl } = useConfig()
  const [code, setCode] = useState('')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (!busy && code.trim() !== '') onCode(code.replace(/\s/g, ''))
      }}
      className="grid max-w-sm grid-cols-[minmax(0,1fr)] gap-4"
      noValidate
    >
      <p role="status" className="text-muted">
        We sent a code to <bdi className="font-semibold break-words text-ink">{address}</bdi>. It can take a
        minute to arrive.
      </p>
      <TextField
        label="Code from the e-mail"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
      />
      {failure && <Failure error={failure} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          Change the address
        </Button>
        <Button onClick={onAgain}>Send another code</Button>
        <Button look="plain" onClick={onOther}>
          Another address
        </Button>
      </div>
      {mailboxUrl && <MailboxLink url={mailboxUrl} inCard />}
    </form>
  )
}

function Failure({ error }: { error: Error }) {
  const { message, nextStep } = describeEmailFailure(error)
  return (
    <Notice tone="bad" title={message}>
      {nextStep}
    </Notice>
  )
}
