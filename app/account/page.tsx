import type { Metadata } from 'next'
import { AccountPage } from '#components/account/account-page.tsx'
import { OwnerFrame } from '#components/account/owner-frame.tsx'
import { SignedInGate } from '#components/session/signed-in-gate.tsx'
import { PageSkeleton } from '#components/ui/page-skeleton.tsx'

export const metadata: Metadata = { title: 'Account' }

export default function Page() {
  return (
    <SignedInGate waiting={<PageSkeleton />}>
      <OwnerFrame>
        <AccountPage />
      </OwnerFrame>
    </SignedInGate>
  )
}
