'use client'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

/** Long enough to read "Copied". */
const SHOWN_MS = 2_500

interface CopyButtonProps {
  text: string
  label: string
}

export function CopyButton({ text, label }: CopyButtonProps) {
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
      // The browser may forbid it: the text is on the page to be selected by hand.
      setOutcome('refused')
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button look="primary" onClick={copy}>
        {outcome === 'copied' ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
        {outcome === 'copied' ? 'Copied' : label}
      </Button>
      <p role="status" className={outcome === 'refused' ? 'text-small text-bad' : 'sr-only'}>
        {outcome === 'copied' && 'Copied.'}
        {outcome === 'refused' && 'Your browser did not let us copy. Select the line and copy it by hand.'}
      </p>
    </div>
  )
}
