import { Fragment } from 'react'
import { piecesOfLongWords } from '#lib/client/long-words.ts'

/** Words stay whole, but for those that are longer than a column of a table is wide. */
export function Breakable({ text }: { text: string }) {
  return piecesOfLongWords(text).map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text keep their order
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {piece}
    </Fragment>
  ))
}
