import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { decodeText } from './decode-text.ts'
import { createTextBuilder } from './text-builder.ts'

/** Plain text: a blank line ends a paragraph; lines inside one are kept, for they may be a list or a verse. */
export async function readText(bytes: Uint8Array): Promise<StructuredText> {
  const text = await decodeText(bytes)
  const builder = createTextBuilder('txt')
  let paragraph: string[] = []
  const endParagraph = () => {
    builder.add({ kind: 'paragraph', text: paragraph.join('\n') })
    paragraph = []
  }
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029\f]/)) {
    if (line.trim() === '') endParagraph()
    else paragraph.push(line)
  }
  endParagraph()
  return builder.finish({ title: null, pageCount: null, unreadablePages: [] })
}
