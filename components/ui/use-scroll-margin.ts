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
    return () => {
      watch.disconnect()
      page.style.removeProperty('--floating')
    }
  }, [floating, active])
}
