export type ButtonLook = 'primary' | 'outlined' | 'plain' | 'danger'

const base =
  'inline-flex min-h-9 touchable items-center justify-center gap-2 rounded-control px-3.5 py-1.5 text-small font-semibold whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent not-disabled:hover:bg-accent-strong',
  outlined: 'border border-control bg-card text-ink not-disabled:hover:bg-shade',
  plain: 'text-ink not-disabled:hover:bg-shade',
  danger: 'border border-bad text-bad not-disabled:hover:bg-bad-ground',
}

/** What makes a button, or a link that acts like one, look so. */
export function buttonClass(look: ButtonLook = 'outlined', extra = ''): string {
  return `${base} ${looks[look]} ${extra}`
}
