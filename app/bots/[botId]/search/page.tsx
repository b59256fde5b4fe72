import type { Metadata } from 'next'
import { SearchPreviewPage } from '#components/search-preview/search-preview-page.tsx'

export const metadata: Metadata = { title: 'Search preview' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <SearchPreviewPage botId={botId} />
}
