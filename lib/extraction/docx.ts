import { type OfficeContentNode, parseOffice } from 'officeparser'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type HeadingStyle, readHeadingStyles } from './docx-styles.ts'
import { createTextBuilder, type TextBuilder } from './text-builder.ts'
import { checkZip } from './zip-guard.ts'

/** A tree of this many elements takes about half of the child's memory. */
const MAX_XML_ELEMENTS = 1_000_000

/** The office library counts what it keeps; the guard has already counted everything. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024

const CONTENT_TYPES_PART = '[Content_Types].xml'
const STYLES_PART = 'word/styles.xml'

/**
 * Word: headings, paragraphs, list items and table rows in reading order, each note after what it
 * belongs to, page headers and footers last.
 */
export async function readDocx(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, [CONTENT_TYPES_PART, STYLES_PART])
  // Also true of templates and of documents with macros, which read the same.
  if (!zip.parts.get(CONTENT_TYPES_PART)?.includes('wordprocessingml'))
    throw new ExtractionFailure('wrong-content')
  const document = await parseOffice(zip.bytes, {
    fileType: 'docx',
    ocr: false,
    extractAttachments: false,
    ignoreComments: true,
    decompressionLimits: { maxUncompressedBytes: MAX_KEPT_BYTES, maxXmlElements: MAX_XML_ELEMENTS },
  })
  const styles = readHeadingStyles(zip.parts.get(STYLES_PART) ?? '')
  const builder = createTextBuilder('docx')
  const title: string[] = []
  for (const node of document.content) addBlock(builder, node, styles, title)
  const { headers = [], footers = [] } = document.auxiliary ?? {}
  for (const node of [...headers, ...footers]) addBlock(builder, node, styles, [])
  return builder.finish({
    title: document.metadata.title?.trim() || title[0] || null,
  })
}

function addBlock(
  builder: TextBuilder,
  node: OfficeContentNode,
  styles: Map<string, HeadingStyle>,
  titles: string[],
): void {
  addOwnText(builder, node, styles, titles)
  for (const note of notesIn(node)) addOwnText(builder, note, styles, titles)
}

function addOwnText(
  builder: TextBuilder,
  node: OfficeContentNode,
  styles: Map<string, HeadingStyle>,
  titles: string[],
): void {
  const text = inlineText(node)
  const style = styles.get(styleOf(node) ?? '')
  switch (node.type) {
    case 'table':
      for (const row of node.children ?? []) builder.add({ kind: 'table-row', text: rowText(row) })
      return
    case 'list':
      builder.add({ kind: 'list-item', text })
      return
    case 'heading':
    case 'paragraph': {
      if (style?.isTitle && text.trim()) titles.push(text)
      const level = style?.level ?? (node.type === 'heading' ? headingLevel(node) : null)
      builder.add(level === null ? { kind: 'paragraph', text } : { kind: 'heading', text, level })
      return
    }
    default:
      if (node.children?.some(child => blockTypes.has(child.type))) {
        for (const child of node.children) addOwnText(builder, child, styles, titles)
      } else {
        builder.add({ kind: 'paragraph', text })
      }
  }
}

function notesIn(node: OfficeContentNode): OfficeContentNode[] {
  return [...(node.notes ?? []), ...(node.children ?? []).flatMap(notesIn)]
}

const blockTypes = new Set(['paragraph', 'heading', 'list', 'table', 'row', 'cell'])

/** Cells are parted by tabs, the paragraphs inside a cell by spaces: a row is one line. */
function rowText(row: OfficeContentNode): string {
  const cells = (row.children ?? []).map(cell => blockTexts(cell).join(' ').replace(/\s+/g, ' ').trim())
  return cells.join('\t').trim()
}

function blockTexts(node: OfficeContentNode): string[] {
  if (!node.children?.some(child => blockTypes.has(child.type))) return [inlineText(node)]
  return node.children.flatMap(blockTexts)
}

function inlineText(node: OfficeContentNode): string {
  return node.text ?? (node.children ?? []).map(inlineText).join('')
}

function styleOf(node: OfficeContentNode): string | undefined {
  const metadata = node.metadata as { style?: string } | undefined
  if (metadata?.style) return metadata.style
  return (node.children?.[0]?.metadata as { style?: string } | undefined)?.style
}

function headingLevel(node: OfficeContentNode): number {
  const level = (node.metadata as { level?: number } | undefined)?.level ?? 1
  return Math.min(Math.max(level, 1), 6)
}
