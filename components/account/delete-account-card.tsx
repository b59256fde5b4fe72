'use client'
import { useQueryClient } from '@tanstack/react-query'
import { deleteUser } from 'aws-amplify/auth'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { deleteAccountData } from '#lib/client/account-api.ts'
import { describeProblem } from '#lib/client/api-problem.ts'

export function DeleteAccountCard() {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  return (
    <SectionCard title="Delete your account">
      <p className="max-w-reading text-muted">
        All your guides, their documents and their conversations go, and you can no longer sign in. This
        cannot be undone.
      </p>
      <Button look="danger" onClick={() => setAsking(true)} className="justify-self-start">
        Delete your account
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete your account for good?"
        action="Delete for good"
        typeToConfirm="delete my account"
        describeFailure={describeProblem}
        onConfirm={async () => {
          // The data first: should the second step fail, the account can still sign in and try again.
          await deleteAccountData()
          await deleteUser()
          queries.clear()
          location.assign('/')
        }}
      >
        <p>Everything you made with Docent will be gone.</p>
      </ConfirmDialog>
    </SectionCard>
  )
}
