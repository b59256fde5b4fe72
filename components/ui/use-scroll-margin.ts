'use client'
import { type RefObject, useLayoutEffect } from 'react'

/**
 * While something marked `data-floating` lies over the lower edge of the page: `--floating` is how much of
 * it is covered. The style sheet keeps what takes the focus clear of it.
 */
export function useScrollMargin(floating: RefObject<HTMLElement | null>, active: boolean) {
  useLayoutEffect(() => {
    const element = floating.current
    if (!active || !element) return
    const page = document.documentElement
    const bottom = Number.parseFloat(getComputedStyle(element).bottom) || 0
    const watch = new ResizeObserver(() => {
      page.style.setProperty('--floating', `${bottom + element.offsetHeight}px`)
    })
    watch.observe(element)
    page.addEventListener('focusin', showWhole)
    return () => {
      watch.disconnect()
      page.removeEventListener('focusin', showWhole)
      page.style.removeProperty('--floating')
    }
  }, [floating, active])
}

/** Of a text area browsers only show where the next letter goes; the rest may stay covered. */
function showWhole({ target }: FocusEvent) {
  if (target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: 'nearest' })
}
