'use client'
import { useSession } from '#components/session/use-session.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeading } from '#components/ui/page-heading.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { networkProblem } from '#lib/client/api-problem.ts'
import { ChangeEmailCard } from './change-email-card.tsx'
import { ChangePasswordCard } from './change-password-card.tsx'
import { DeleteAccountCard } from './delete-account-card.tsx'
import { TwoStepCard } from './two-step-card.tsx'
import { useSignOut } from './use-sign-out.ts'

export function AccountPage() {
  const session = useSession()
  const { leave, leaving, failure } = useSignOut()
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <PageHeading title="Account">
        Signed in as <span className="font-medium text-ink">{session.data}</span>
      </PageHeading>
      <SectionCard title="Sign out">
        <p className="text-muted">
          “Everywhere” also signs out every other browser, within the hour: use it when a device was lost.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => leave({ everywhere: false })} busy={leaving}>
            Sign out here
          </Button>
          <Button onClick={() => leave({ everywhere: true })} busy={leaving}>
            Sign out everywhere
          </Button>
        </div>
        {failure && (
          <Notice tone="bad" title="You are still signed in.">
            {networkProblem(failure).nextStep}
          </Notice>
        )}
      </SectionCard>
      <ChangeEmailCard />
      <ChangePasswordCard />
      <TwoStepCard />
      <DeleteAccountCard />
    </div>
  )
}
