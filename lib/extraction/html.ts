import { formats } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { decodeText } from './decode-text.ts'
import { readHtmlPage } from './html-blocks.ts'
import { createTextBuilder } from './text-builder.ts'

/** A saved web page: what it says, without what frames it. */
export async function readHtml(bytes: Uint8Array): Promise<StructuredText> {
  if (bytes.length > formats.html.maxBytes) throw new ExtractionFailure('too-large')
  const source = await decodeText(bytes, declaredEncoding(bytes))
  const { title, blocks } = readHtmlPage(source.replace(/^\ufeff/, ''))
  const builder = createTextBuilder('html')
  for (const block of blocks) builder.add(block)
  return builder.finish({ title })
}

/** Browsers look no further than 1,024 bytes; some pages begin with a longer comment. */
const DECLARED_WITHIN = 4_096
const META = /<meta\s[^>]{0,500}/gi
const CHARSET = /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i

/** As which a page says that it is written: `<meta charset>`, or the older `http-equiv`. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, DECLARED_WITHIN))
  const [charset] = (start.toString('latin1').match(META) ?? []).flatMap(
    meta => CHARSET.exec(meta)?.[1] ?? [],
  )
  const named = charset?.toLowerCase()
  // Whoever says so in letters of one byte does not mean it.
  return named?.startsWith('utf-16') ? 'utf-8' : named
}
