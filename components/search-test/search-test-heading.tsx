import { PageHeading } from '#components/ui/page-heading.tsx'

export function SearchTestHeading() {
  return (
    <PageHeading title="Search test">
      Ask a question and see what your guide would read before it answers.
    </PageHeading>
  )
}
