'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'
import { TextField } from './text-field.tsx'

interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** The verb on the button: `Delete`. */
  action: string
  onConfirm: (typed: string) => Promise<unknown>
  /** What must be typed first, where there is no way back. */
  ask?: Question
  describeFailure: (error: unknown) => { message: string; nextStep: string }
}

export interface Question {
  label: ReactNode
  /** Whose password it is, where one is asked for. */
  passwordOf?: string
  /** What is wrong with what was typed. */
  refuse: (typed: string) => string | undefined
}

/** Asks before something that cannot be undone, waits until it is done, and says so if it could not be. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <ConfirmForm {...props} />
    </Dialog>
  )
}

function ConfirmForm({ onClose, children, action, onConfirm, ask, describeFailure }: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ message: string; nextStep: string } | null>(null)
  const [wrong, setWrong] = useState<string>()

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    const refusal = ask?.refuse(typed)
    setWrong(refusal)
    if (refusal) return
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm(typed)
      onClose()
    } catch (error) {
      setFailure(describeFailure(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <div className="text-body text-muted">{children}</div>
      {ask?.passwordOf !== undefined && (
        <input type="email" autoComplete="username" value={ask.passwordOf} readOnly hidden />
      )}
      {ask && (
        <TextField
          label={ask.label}
          type={ask.passwordOf === undefined ? 'text' : 'password'}
          value={typed}
          onChange={value => {
            setTyped(value)
            setWrong(undefined)
          }}
          error={wrong}
          autoComplete={ask.passwordOf === undefined ? 'off' : 'current-password'}
          data-focus-first
        />
      )}
      {failure && (
        <Notice tone="bad" title={failure.message}>
          {failure.nextStep}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose} data-focus-first={ask ? undefined : true}>
          Cancel
        </Button>
        <Button look="danger" type="submit" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
