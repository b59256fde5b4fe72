'use client'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface AccentScopeProps {
  /** `#rrggbb` */
  accent: string
  textOn: string
  children: ReactNode
}

/**
 * Gives what is inside the guide's colour as `--bot-accent` and `--bot-on-accent`. Set by script: our
 * content security policy allows no style attributes in the page's own HTML.
 */
export function AccentScope({ accent, textOn, children }: AccentScopeProps) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    element.current?.style.setProperty('--bot-accent', accent)
    element.current?.style.setProperty('--bot-on-accent', textOn)
  }, [accent, textOn])
  return (
    <span ref={element} className="contents">
      {children}
    </span>
  )
}
