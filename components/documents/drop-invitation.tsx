'use client'
import { FileUp } from 'lucide-react'
import { useConfig } from '#components/session/config-context.ts'
import { Button } from '#components/ui/button.tsx'
import { whatMayBeAdded } from '#lib/client/what-may-be-added.ts'

/** Says what can be added and how: a line above the list, or all of the page where there is no list yet. */
export function DropInvitation({ large, onPick }: { large: boolean; onPick: () => void }) {
  const { maxUploadBytes } = useConfig()
  const kinds = whatMayBeAdded(maxUploadBytes)
  if (!large) {
    return (
      <p className="hidden items-center justify-center gap-2 rounded-card border border-dashed border-control px-4 py-3 text-small text-muted pointer-fine:flex">
        <FileUp size={18} aria-hidden className="shrink-0" />
        Drop documents anywhere on this page: {kinds}.
      </p>
    )
  }
  return (
    <section className="grid justify-items-center gap-5 rounded-card border border-dashed border-control px-5 py-12 text-center sm:py-16">
      <span aria-hidden className="card relative grid w-28 gap-2 p-4">
        <span className="h-1.5 w-3/5 rounded-full bg-line" />
        <span className="h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-4/5 rounded-full bg-mark outline outline-offset-3 outline-accent" />
        <span className="h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-2/5 rounded-full bg-line" />
      </span>
      <div className="grid gap-1.5">
        <h2 className="subtitle">Your documents will be here</h2>
        <p className="mx-auto max-w-md text-muted">
          Opening hours, prices, house rules, manuals: whatever people ask you about. Each becomes ready in
          front of your eyes.
        </p>
      </div>
      <Button look="primary" onClick={onPick}>
        Add documents
      </Button>
      <p className="text-small text-muted">
        <span className="hidden pointer-fine:inline">Or drop them anywhere on this page. </span>
        {kinds}.
      </p>
    </section>
  )
}
