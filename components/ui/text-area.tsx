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
}

/** Grows with what is typed, up to half the screen. */
export function TextArea({ label, value, onChange, hint, error, aside, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <textarea
        dir="auto"
        rows={3}
        {...rest}
        {...describedBy(id, hint, error)}
        id={id}
        value={value}
        onChange={event => onChange(event.target.value)}
        className={`${controlClass} field-sizing-content max-h-[50dvh] min-h-20 resize-y pointer-coarse:min-h-20`}
      />
    </FieldFrame>
  )
}
