'use client'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { controlClass, describedBy, FieldFrame } from './field-frame.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string | undefined
  aside?: ReactNode
  /** Why what stands here is kept and has no effect for now; said above it, in place of the hint. */
  unused?: ReactNode
}

/** Grows with what is typed, up to half the screen. */
export function TextArea({ label, value, onChange, hint, error, aside, unused, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside} unused={unused}>
      <textarea
        dir="auto"
        rows={3}
        {...rest}
        {...describedBy(id, unused || hint, error)}
        id={id}
        value={value}
        onChange={event => onChange(event.target.value)}
        className={`${controlClass} field-sizing-content max-h-[50dvh] min-h-20 resize-y pointer-coarse:min-h-20 ${unused ? UNUSED_CLASS : ''}`}
      />
    </FieldFrame>
  )
}

/** Stands back until somebody writes in it. */
const UNUSED_CLASS = 'not-focus:border-line not-focus:bg-shade not-focus:text-muted'
