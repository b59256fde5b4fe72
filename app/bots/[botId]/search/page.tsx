import type { Metadata } from 'next'
import { SearchTestPage } from '#components/search-test/search-test-page.tsx'

export const metadata: Metadata = { title: 'Search test' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <SearchTestPage botId={botId} />
}
