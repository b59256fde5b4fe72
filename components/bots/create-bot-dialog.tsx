'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { createBot } from '#lib/client/bots-api.ts'
import { tellOtherTabs } from '#lib/client/other-tabs.ts'
import { leaveLayers } from '#lib/client/page-layers.ts'
import { botSettingsSchema, createBotRequestSchema } from '#lib/core/bots/bot.ts'
import { botsKey } from './bot-queries.ts'

export function CreateBotDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Create a guide">
      <CreateBotForm onClose={onClose} />
    </Dialog>
  )
}

/** One step: everything else has a good beginning and can be changed later. */
function CreateBotForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [checked, setChecked] = useState(false)
  const router = useRouter()
  const queries = useQueryClient()
  const creation = useMutation({
    mutationFn: createBot,
    onSuccess: bot => {
      void queries.invalidateQueries({ queryKey: botsKey })
      tellOtherTabs({ changed: [botsKey] })
      leaveLayers(() => router.push(`/bots/${bot.id}/knowledge`))
    },
  })
  const wrongName = botSettingsSchema.shape.name.safeParse(name).error?.issues[0]?.message
  const wrongPurpose = botSettingsSchema.shape.purpose.safeParse(purpose).error?.issues[0]?.message

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    const request = createBotRequestSchema.safeParse({ name, purpose })
    if (request.success && !creation.isPending && !creation.isSuccess) creation.mutate(request.data)
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Museum guide"
        hint="Visitors see it above the conversation."
        error={checked ? wrongName : undefined}
        autoComplete="off"
        data-focus-first
      />
      <TextArea
        label="What is it for?"
        aside="optional"
        value={purpose}
        onChange={setPurpose}
        placeholder="Answers visitors’ questions about opening hours, tickets and the collection."
        error={checked ? wrongPurpose : undefined}
      />
      {creation.isError && (
        <Notice tone="bad" title={describeProblem(creation.error).message}>
          {describeProblem(creation.error).nextStep}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" busy={creation.isPending || creation.isSuccess}>
          Create
        </Button>
      </div>
    </form>
  )
}
