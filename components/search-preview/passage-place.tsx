import { MarkedText } from '#components/chat/marked-text.tsx'
import { excerptOf } from '#lib/client/excerpt.ts'
import type { PreviewedPassage } from '#lib/core/chat/search-preview-result.ts'
import { describePlace } from '#lib/core/documents/place.ts'

/** Document, page and heading; what of the question stands there counts like the text. */
export function PassagePlace({ passage: { documentName, place, marks } }: { passage: PreviewedPassage }) {
  const page = describePlace({ ...place, headingPath: [] })
  const heading = place.headingPath.at(-1)
  return (
    <div className="min-w-0">
      <h2 className="truncate text-[14px] font-semibold" title={documentName}>
        <bdi>
          <Whole text={documentName} marks={marks.name} />
        </bdi>
      </h2>
      <p className="text-tiny text-muted [&_mark]:text-ink">
        {page}
        {page && heading && ' · '}
        {heading && <Whole text={heading} marks={marks.heading} />}
        {!page && !heading && 'In the text'}
      </p>
    </div>
  )
}

function Whole({ text, marks }: { text: string; marks: PreviewedPassage['marks']['name'] }) {
  return <MarkedText excerpt={excerptOf(text, marks, text.length)} />
}
