import type { ComponentProps, ReactNode } from 'react'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does, for those who cannot see the icon, and as a tooltip. */
  label: string
  children: ReactNode
}

export function IconButton({ label, children, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-control text-muted transition-colors not-disabled:hover:bg-shade not-disabled:hover:text-ink disabled:opacity-50 pointer-coarse:size-11 ${className}`}
    >
      {children}
    </button>
  )
}
