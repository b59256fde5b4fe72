'use client'
import { useSyncExternalStore } from 'react'

/** From here on the sources have room beside the conversation. Tailwind's `xl`. */
const WIDE = '(min-width: 80rem)'

export function useWide(): boolean {
  return useSyncExternalStore(
    changed => {
      const query = matchMedia(WIDE)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(WIDE).matches,
    () => true,
  )
}
