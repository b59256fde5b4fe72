'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth'
import { type FormEvent, useState } from 'react'
import { useSession } from '#components/session/use-session.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { networkProblem } from '#lib/client/api-problem.ts'

interface TwoStepSetupProps {
  onDone: () => Promise<void>
  onCancel: () => void
}

/** The key for the app, as a picture and in letters, and the first code as proof that it arrived. */
export function TwoStepSetup({ onDone, onCancel }: TwoStepSetupProps) {
  const { data: email } = useSession()
  const [code, setCode] = useState('')
  const key = useQuery({
    queryKey: ['two-step-key'],
    queryFn: () => newKey(email ?? ''),
    // Each is a new key: what is on the screen must be what the account waits for.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const confirm = useMutation({
    mutationFn: async (typed: string) => {
      await verifyTOTPSetup({ code: typed })
      await updateMFAPreference({ totp: 'PREFERRED' })
    },
    onSuccess: onDone,
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!confirm.isPending) confirm.mutate(code.replace(/\s/g, ''))
  }

  if (key.isError)
    return (
      <Notice tone="bad" title="We could not begin." action={<Button onClick={onCancel}>Close</Button>}>
        {networkProblem(key.error).nextStep}
      </Notice>
    )
  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <ol className="grid list-inside list-decimal gap-1 text-muted">
        <li>Open an authenticator app on your phone, such as Google Authenticator or 1Password.</li>
        <li>Scan the picture, or type the key.</li>
        <li>Type the six digits that the app shows.</li>
      </ol>
      <div className="flex flex-wrap items-center gap-5">
        {key.data ? (
          // biome-ignore lint/performance/noImgElement: drawn in the browser, there is nothing to load
          <img
            src={key.data.picture}
            alt="The key as a QR code"
            className="size-44 rounded-control bg-white"
          />
        ) : (
          <Skeleton className="size-44" />
        )}
        <p className="min-w-0 flex-1 basis-56 text-small">
          <span className="block text-muted">The key</span>
          <code className="break-all font-mono">{key.data?.secret ?? '…'}</code>
        </p>
      </div>
      <div className="max-w-sm">
        <TextField
          label="Code from the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          error={confirm.isError ? codeProblem(confirm.error) : undefined}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={confirm.isPending}>
          Switch it on
        </Button>
        <Button onClick={onCancel}>Not now</Button>
      </div>
    </form>
  )
}

async function newKey(email: string): Promise<{ secret: string; picture: string }> {
  const [{ sharedSecret, getSetupUri }, { toDataURL }] = await Promise.all([setUpTOTP(), import('qrcode')])
  const picture = await toDataURL(getSetupUri('Docent', email).toString(), { margin: 2, width: 352 })
  return { secret: sharedSecret, picture }
}

function codeProblem(error: Error): string {
  return error.name === 'EnableSoftwareTokenMFAException' || error.name === 'CodeMismatchException'
    ? 'This is not the code that the app shows now. Wait for the next one and type that.'
    : error.name === 'InvalidParameterException'
      ? 'This installation was set up without two-step sign-in. Ask who runs it to switch it on.'
      : networkProblem(error).nextStep
}
