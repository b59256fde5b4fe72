'use client'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { holdPage } from '#lib/client/leave-guard.ts'
import { leaveLayers } from '#lib/client/page-layers.ts'

/** Asks before a page is left whose changes are not saved. */
export function UnsavedChanges({ dirty }: { dirty: boolean }) {
  const [leave, setLeave] = useState<(() => void) | null>(null)
  useEffect(() => {
    if (dirty) return holdPage(leave => setLeave(() => leave))
  }, [dirty])
  const stay = () => setLeave(null)
  return (
    <Dialog open={leave !== null} onClose={stay} title="Leave without saving?">
      <div className="grid gap-4">
        <p className="text-muted">What you changed on this page is not saved yet. It would be lost.</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="plain" onClick={() => leave && leaveLayers(leave)}>
            Leave without saving
          </Button>
          <Button look="primary" onClick={stay} data-focus-first>
            Stay here
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
