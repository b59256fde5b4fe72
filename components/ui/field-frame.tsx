import type { ReactNode } from 'react'

interface FieldFrameProps {
  id: string
  label: ReactNode
  hint?: ReactNode | undefined
  error?: string | undefined
  /** Beside the label: `optional`, or a count of characters. */
  aside?: ReactNode | undefined
  /** Why the control has no effect for now; above it, in place of the hint. */
  unused?: ReactNode | undefined
  children: ReactNode
}

/** A label, a control, and below it what helps or what is wrong. */
export function FieldFrame({ id, label, hint, error, aside, unused, children }: FieldFrameProps) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-small font-semibold">
          {label}
        </label>
        {aside && <span className="text-tiny text-muted tabular-nums">{aside}</span>}
      </div>
      {unused && !error && (
        <p id={`${id}-hint`} className="text-small text-muted">
          {unused}
        </p>
      )}
      {children}
      {error ? (
        <p id={`${id}-error`} className="text-small text-bad">
          {error}
        </p>
      ) : (
        hint &&
        !unused && (
          <p id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** The `aria-` attributes that tie a control to its frame. */
export function describedBy(id: string, hint: unknown, error: string | undefined) {
  return {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : hint ? `${id}-hint` : undefined,
  }
}

export const controlClass =
  'w-full min-h-10 touchable rounded-control border border-control bg-card px-3 py-2 text-body text-ink placeholder:text-muted aria-invalid:border-bad pointer-coarse:text-[16px]'
