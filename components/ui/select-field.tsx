'use client'
import { type ReactNode, useId } from 'react'
import { controlClass, describedBy, FieldFrame } from './field-frame.tsx'

interface SelectFieldProps<Value extends string> {
  label: ReactNode
  value: Value
  onChange: (value: Value) => void
  options: ReadonlyArray<{ value: Value; label: string }>
  hint?: ReactNode
}

export function SelectField<Value extends string>({
  label,
  value,
  onChange,
  options,
  hint,
}: SelectFieldProps<Value>) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint}>
      <select
        {...describedBy(id, hint, undefined)}
        id={id}
        value={value}
        onChange={event => {
          const chosen = options.find(option => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
        className={controlClass}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
