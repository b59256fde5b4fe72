'use client'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { controlClass, describedBy, FieldFrame } from './field-frame.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string | undefined
  aside?: ReactNode
}

export function TextField({ label, value, onChange, hint, error, aside, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <input
        type="text"
        dir="auto"
        {...rest}
        {...describedBy(id, hint, error)}
        id={id}
        value={value}
        onChange={event => onChange(event.target.value)}
        className={controlClass}
      />
    </FieldFrame>
  )
}
