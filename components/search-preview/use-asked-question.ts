'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'

/** In an address, encoded. Servers on the way refuse addresses of more than 8 KB. */
const MAX_IN_ADDRESS = 4_000

/**
 * The question that is searched for. It stands in the address as `?q=`, so that it can be reloaded, sent to
 * somebody, and gone back to; a very long one is kept by this page only.
 */
export function useAskedQuestion() {
  const path = usePathname()
  const inAddress = useSearchParams().get('q')?.trim() || null
  const [kept, setKept] = useState<string | null>(null)
  const question = inAddress ?? kept

  function askFor(next: string) {
    const query = new URLSearchParams({ q: next }).toString()
    const fits = query.length <= MAX_IN_ADDRESS
    setKept(fits ? null : next)
    const address = fits ? `${path}?${query}` : path
    if (address !== location.pathname + location.search) history.pushState(null, '', address)
  }

  return { question: question && question.length <= MAX_QUESTION ? question : null, typed: question, askFor }
}
