'use client'
import { Spinner } from './spinner.tsx'

interface SwitchProps {
  label: string
  on: boolean
  busy?: boolean
  onChange: (on: boolean) => void
}

export function Switch({ label, on, busy = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-busy={busy || undefined}
      onClick={() => {
        if (!busy) onChange(!on)
      }}
      className="inline-flex min-h-9 touchable shrink-0 items-center"
    >
      <span
        className={`relative inline-flex h-7 w-12 items-center rounded-full border transition-colors ${on ? 'border-accent bg-accent' : 'border-control bg-shade'}`}
      >
        <span
          className={`absolute left-0.5 flex size-5.5 items-center justify-center rounded-full transition-transform ${on ? 'translate-x-5 bg-card text-accent' : 'bg-control text-card'}`}
        >
          {busy && <Spinner size={14} />}
        </span>
      </span>
    </button>
  )
}
