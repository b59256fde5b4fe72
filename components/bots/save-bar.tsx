'use client'
import { Check } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import type { BotDraft } from './use-bot-draft.ts'

/** Says whether what is on the page is saved, and saves it. */
export function SaveBar({ draft }: { draft: BotDraft }) {
  const wrong = Object.keys(draft.errors).length > 0
  return (
    <div
      data-dirty={draft.dirty || undefined}
      className="grid gap-3 rounded-card border border-transparent data-dirty:sticky data-dirty:bottom-[calc(4.5rem+env(safe-area-inset-bottom))] data-dirty:z-10 data-dirty:border-line data-dirty:bg-card data-dirty:shadow-float -mx-3 px-3 py-3 md:data-dirty:bottom-3"
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
    </div>
  )
}
