import type { OfficeContentNode } from 'officeparser'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type ChapterNames, namesInNcx, namesInPage } from './epub-contents.ts'
import { type EpubPackage, readEpubPackage } from './epub-package.ts'
import { addOfficeNode, ownLevel, parseOfficeFile } from './office-blocks.ts'
import { packageParts } from './package-parts.ts'
import { createTextBuilder } from './text-builder.ts'
import { checkZip } from './zip-guard.ts'

const TYPE_PART = 'mimetype'
const EPUB_TYPE = 'application/epub+zip'
const READ_PART = /^mimetype$|\.(?:opf|ncx|xml|x?html?|xht)$/i

/**
 * A book: its chapters in reading order, without the page that lists them. A part that has no heading is called by
 * its name in that list; one that has neither goes on with the chapter before it.
 */
export async function readEpub(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, name => READ_PART.test(name))
  if (!zip.parts.get(TYPE_PART)?.includes(EPUB_TYPE)) throw new ExtractionFailure('wrong-content')
  const book = readEpubPackage(packageParts(zip.parts))
  const names = await chapterNames(book, zip.parts)
  const builder = createTextBuilder('epub')
  for (const part of book.chapters) {
    const page = zip.parts.get(part)
    if (page === undefined) continue
    const nodes = await readPage(page)
    const name = names.get(part)
    if (name && !nodes.some(({ type }) => type === 'heading'))
      builder.add({ kind: 'heading', level: 1, text: name })
    for (const node of nodes) addOfficeNode(builder, node, { levelOf })
  }
  return builder.finish({ title: book.title ?? null })
}

async function chapterNames(
  { contents }: EpubPackage,
  parts: ReadonlyMap<string, string>,
): Promise<ChapterNames> {
  const listing = contents && parts.get(contents.part)
  if (!contents || listing === null || listing === undefined) return new Map()
  if (contents.kind === 'ncx') return namesInNcx(listing, contents.part)
  return namesInPage(await readPage(listing), contents.part)
}

async function readPage(page: string): Promise<OfficeContentNode[]> {
  return (await parseOfficeFile(Buffer.from(page), 'html')).content
}

function levelOf(node: OfficeContentNode): number | null {
  return node.type === 'heading' ? ownLevel(node) : null
}
