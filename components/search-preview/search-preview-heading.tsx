import { PageHeading } from '#components/ui/page-heading.tsx'

export function SearchPreviewHeading() {
  return (
    <PageHeading title="Search preview">
      Ask a question and see what your guide would read before it answers.
    </PageHeading>
  )
}
