'use client'
import { useEffect, useState } from 'react'

/** Long enough to read "Copied". */
const SHOWN_MS = 2_500

/** Copies a text; the browser may refuse it: what is to be copied is on the page to be selected by hand. */
export function useCopy(text: string) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)

  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      setOutcome('refused')
    }
  }

  return { outcome, copy }
}
