import type { Metadata } from 'next'
import { LandingPage } from '#components/landing/landing-page.tsx'
import { clientConfig } from '#lib/server/client-config.ts'

export const metadata: Metadata = { title: { absolute: 'Docent: a guide that shows where it is written' } }

export default function Page() {
  const { guideBotId, foreignPageUrl } = clientConfig()
  return <LandingPage guideBotId={guideBotId} foreignPageUrl={foreignPageUrl} />
}
