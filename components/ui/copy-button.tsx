'use client'
import { Check, Copy } from 'lucide-react'
import { Button } from './button.tsx'
import { useCopy } from './use-copy.ts'

interface CopyButtonProps {
  text: string
  label: string
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const { outcome, copy } = useCopy(text)
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
