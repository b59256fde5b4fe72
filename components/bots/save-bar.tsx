'use client'
import { Check } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useScrollMargin } from '#components/ui/use-scroll-margin.ts'
import { describeProblem } from '#lib/client/api-problem.ts'
import { UnsavedChanges } from './unsaved-changes.tsx'
import type { BotDraft } from './use-bot-draft.ts'

/** Says whether what is on the page is saved, saves it, and asks before it is left behind. */
export function SaveBar({ draft }: { draft: BotDraft }) {
  const wrong = Object.keys(draft.errors).length > 0
  // It stays in view after saving as well: that is where "Saved" is looked for.
  const floating = draft.dirty || draft.saved
  const bar = useRef<HTMLElement>(null)
  useScrollMargin(bar, floating)
  return (
    <>
      <section
        ref={bar}
        aria-label="Changes"
        data-floating={floating || undefined}
        className="grid gap-3 rounded-card border border-transparent data-floating:sticky data-floating:bottom-[calc(4.5rem+env(safe-area-inset-bottom))] data-floating:z-10 data-floating:border-line data-floating:bg-card data-floating:shadow-float -mx-3 px-3 py-3 md:data-floating:bottom-3"
      >
        {draft.problem && (
          <Notice
            tone={draft.conflict ? 'doubt' : 'bad'}
            title={describeProblem(draft.problem).message}
            action={draft.conflict && <Button onClick={draft.loadNewest}>Load the newest settings</Button>}
          >
            {draft.conflict
              ? 'What you typed here stays. Load the newest settings below it, then save.'
              : describeProblem(draft.problem).nextStep}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look={draft.dirty ? 'primary' : 'outlined'}
            onClick={draft.save}
            busy={draft.saving}
            disabled={!draft.dirty || wrong}
          >
            Save
          </Button>
          {draft.dirty && (
            <Button look="plain" onClick={draft.undo}>
              Undo changes
            </Button>
          )}
          <p role="status" className="flex items-center gap-1.5 text-small text-muted">
            {draft.saved && (
              <>
                <Check size={16} aria-hidden className="text-ok" />
                Saved
              </>
            )}
            {draft.dirty && !draft.saving && (wrong ? 'Correct what is marked, then save.' : 'Not saved yet')}
          </p>
        </div>
      </section>
      <UnsavedChanges dirty={draft.dirty} />
    </>
  )
}
