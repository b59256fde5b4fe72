import type { ReactNode } from 'react'

/** What may be wider than there is room, such as a table; `label` says what it is. */
export function ScrollsSideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
    <div role="group" aria-label={label} tabIndex={0} className="fades-sideways">
      {children}
    </div>
  )
}
