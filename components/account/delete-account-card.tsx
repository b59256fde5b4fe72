'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { deleteUser } from 'aws-amplify/auth'
import { useState } from 'react'
import { useSession } from '#components/session/use-session.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, type Question } from '#components/ui/confirm-dialog.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { typeToConfirm } from '#components/ui/type-to-confirm.tsx'
import { deleteAccountData } from '#lib/client/account-api.ts'
import { ApiProblem, describeProblem } from '#lib/client/api-problem.ts'
import { tellOtherTabs } from '#lib/client/other-tabs.ts'
import { leaveLayers } from '#lib/client/page-layers.ts'
import { checkPassword, hasPassword } from '#lib/client/password.ts'
import { describePasswordFailure } from '#lib/client/password-failure.ts'
import { AFTER_DELETION_PATH } from '#lib/client/sign-in-path.ts'

export function DeleteAccountCard() {
  const { data: email } = useSession()
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const withPassword = useQuery({ queryKey: ['has-password'], queryFn: hasPassword })
  return (
    <SectionCard title="Delete your account">
      <p className="max-w-reading text-muted">
        All your guides, their documents and their conversations go, and you can no longer sign in. This
        cannot be undone.
      </p>
      <Button
        look="danger"
        onClick={() => setAsking(true)}
        busy={withPassword.isPending}
        className="justify-self-start"
      >
        Delete your account
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete your account for good?"
        action="Delete for good"
        ask={withPassword.data === false ? typeToConfirm('delete my account') : yourPassword(email ?? '')}
        describeFailure={describeFailure}
        onConfirm={async typed => {
          if (withPassword.data !== false) await checkPassword(typed)
          // The data first: should the second step fail, the account can still sign in and try again.
          await deleteAccountData()
          await deleteUser()
          tellOtherTabs('signed-out')
          queries.clear()
          leaveLayers(() => location.assign(AFTER_DELETION_PATH))
        }}
      >
        <p>Everything you made with Docent will be gone.</p>
      </ConfirmDialog>
    </SectionCard>
  )
}

function yourPassword(email: string): Question {
  return {
    label: 'Your password',
    passwordOf: email,
    refuse: typed => (typed === '' ? 'Type the password you sign in with.' : undefined),
  }
}

function describeFailure(error: unknown): { message: string; nextStep: string } {
  if (error instanceof ApiProblem || !(error instanceof Error)) return describeProblem(error)
  return describePasswordFailure(error, 'Your account was not deleted.')
}
