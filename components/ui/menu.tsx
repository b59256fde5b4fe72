'use client'
import { Children, type ReactNode, useId, useRef } from 'react'

interface MenuProps {
  /** What it offers: read after what the button shows, and the name of the list. */
  label: string
  button: ReactNode
  buttonClass?: string
  /** Buttons and links; a press on any of them closes the list. */
  children: ReactNode
}

/** A button and a short list of things to do, in the browser's own popover. */
export function Menu({ label, button, buttonClass, children }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClass}>
        {button}
        <span className="sr-only">{label}</span>
      </button>
      <ul
        ref={list}
        id={id}
        popover="auto"
        aria-label={label}
        className="hangs-below rounded-card border border-line bg-card p-1.5 text-ink shadow-float"
      >
        {Children.map(
          children,
          child =>
            child && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: a key press on the button inside clicks too
              <li onClick={() => list.current?.hidePopover()}>{child}</li>
            ),
        )}
      </ul>
    </>
  )
}
