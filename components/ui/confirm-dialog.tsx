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
  onConfirm: () => Promise<unknown>
  /** What must be typed first, where there is no way back. */
  typeToConfirm?: string
  describeFailure: (error: unknown) => { message: string; nextStep: string }
}

/** Asks before something that cannot be undone, waits until it is done, and says so if it could not be. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <ConfirmForm {...props} />
    </Dialog>
  )
}

function ConfirmForm({
  onClose,
  children,
  action,
  onConfirm,
  typeToConfirm,
  describeFailure,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ message: string; nextStep: string } | null>(null)
  const [missing, setMissing] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (typeToConfirm && typed.trim() !== typeToConfirm.trim()) {
      setMissing(true)
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm()
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
      {typeToConfirm && (
        <TextField
          label={
            <>
              Type <bdi className="font-semibold">{typeToConfirm}</bdi> to confirm
            </>
          }
          value={typed}
          onChange={value => {
            setTyped(value)
            setMissing(false)
          }}
          error={missing ? 'That is not the same yet.' : undefined}
          autoComplete="off"
          data-focus-first
        />
      )}
      {failure && (
        <Notice tone="bad" title={failure.message}>
          {failure.nextStep}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose} data-focus-first={typeToConfirm ? undefined : true}>
          Cancel
        </Button>
        <Button look="danger" type="submit" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
