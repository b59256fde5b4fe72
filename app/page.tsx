import type { Metadata } from 'next'
import { LandingPage } from '#components/landing/landing-page.tsx'
import { clientConfig } from '#lib/server/client-config.ts'

export const metadata: Metadata = { title: { absolute: 'Docent: a guide that shows where it is written' } }

interface PageProps {
  searchParams: Promise<{ account?: string | string[] }>
}

export default async function Page({ searchParams }: PageProps) {
  const { account } = await searchParams
  const { signUp, guideBotId, foreignPageUrl } = clientConfig()
  return (
    <LandingPage
      accountDeleted={account === 'deleted'}
      signUp={signUp}
      guideBotId={guideBotId}
      foreignPageUrl={foreignPageUrl}
    />
  )
}
