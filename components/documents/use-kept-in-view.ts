'use client'
import { type RefObject, useEffect } from 'react'

/** What a person does who wants to look elsewhere. */
const HANDS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/**
 * Brings the first `[data-lit]` into view and keeps it there while things settle: a long text is laid out only
 * where it is looked at, fonts arrive, and each moves what stands below. It ends with the first hand laid on it.
 */
export function useKeptInView(whole: RefObject<HTMLElement | null>, target: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another target is another place to show
  useEffect(() => {
    const lit = whole.current?.querySelector('[data-lit]')
    if (!whole.current || !lit) return
    const block = lit.matches('mark') ? 'center' : 'start'
    const look = () => lit.scrollIntoView({ block })
    const sizes = new ResizeObserver(look)
    sizes.observe(whole.current)
    for (const part of whole.current.children) sizes.observe(part)
    const end = () => {
      sizes.disconnect()
      for (const hand of HANDS) removeEventListener(hand, end, true)
    }
    for (const hand of HANDS) addEventListener(hand, end, { capture: true, passive: true })
    look()
    return end
  }, [whole, target])
}
