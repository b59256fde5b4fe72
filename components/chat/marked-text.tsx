import type { Excerpt } from '#lib/client/excerpt.ts'

/** A stretch of a document, what matters in it marked. */
export function MarkedText({ excerpt: { pieces, cutBefore, cutAfter } }: { excerpt: Excerpt }) {
  return (
    <>
      {cutBefore && '… '}
      {pieces.map(({ start, text, marked }, at) => {
        const shown = closeUp(cutBefore && at === 0 ? text.trimStart() : text)
        return marked ? <mark key={start}>{shown}</mark> : shown
      })}
      {cutAfter && ' …'}
    </>
  )
}

/** A card is small: paragraphs begin a line, without an empty one between. */
function closeUp(text: string): string {
  return text.replace(/\n{2,}/g, '\n')
}
