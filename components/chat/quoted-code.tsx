'use client'
import { Check, Copy } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useCopy } from '#components/ui/use-copy.ts'

/** Lines as they stand, which scroll beside their button. */
export function QuotedCode({ text }: { text: string }) {
  const { outcome, copy } = useCopy(text)
  return (
    <div className="relative grid grid-cols-1 gap-2">
      <div className="flex items-start rounded-control bg-shade font-sans">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto rounded-control p-3 font-mono text-small">
          {text}
        </pre>
        <IconButton label="Copy code" onClick={copy} className="m-1">
          {outcome === 'copied' ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
        </IconButton>
      </div>
      <p role="status" className={outcome === 'refused' ? 'font-sans text-small text-bad' : 'sr-only'}>
        {outcome === 'copied' && 'Copied.'}
        {outcome === 'refused' && 'Your browser did not let us copy. Select the lines and copy them by hand.'}
      </p>
    </div>
  )
}
