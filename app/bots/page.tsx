import type { Metadata } from 'next'
import { OwnerFrame } from '#components/account/owner-frame.tsx'
import { BotsPage } from '#components/bots/bots-page.tsx'

export const metadata: Metadata = { title: 'Your guides' }

export default function Page() {
  return (
    <OwnerFrame>
      <BotsPage />
    </OwnerFrame>
  )
}
