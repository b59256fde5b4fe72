import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface FailurePanelProps {
  message: string
  nextStep: string
  onRetry?: () => void
  busy?: boolean
}

/** In place of what could not be fetched. */
export function FailurePanel({ message, nextStep, onRetry, busy = false }: FailurePanelProps) {
  return (
    <Notice
      tone="bad"
      title={message}
      action={
        onRetry && (
          <Button onClick={onRetry} busy={busy}>
            Try again
          </Button>
        )
      }
    >
      {nextStep}
    </Notice>
  )
}
