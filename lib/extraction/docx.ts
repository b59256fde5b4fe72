import type { OfficeContentNode } from 'officeparser'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { readHeadingStyles } from './docx-styles.ts'
import { addOfficeNode, inlineText, ownLevel, parseOfficeFile } from './office-blocks.ts'
import { createTextBuilder } from './text-builder.ts'
import { checkZip } from './zip-guard.ts'

const CONTENT_TYPES_PART = '[Content_Types].xml'
const STYLES_PART = 'word/styles.xml'
const CHART_PART = /^word\/charts\//

/**
 * Word: headings, paragraphs, list items and table rows in reading order, each note after what it
 * belongs to, page headers and footers last.
 */
export async function readDocx(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, name => name === CONTENT_TYPES_PART || name === STYLES_PART)
  // Also true of templates and of documents with macros, which read the same.
  if (!zip.parts.get(CONTENT_TYPES_PART)?.includes('wordprocessingml'))
    throw new ExtractionFailure('wrong-content')
  const document = await parseOfficeFile(zip.bytes, 'docx')
  const styles = readHeadingStyles(zip.parts.get(STYLES_PART) ?? '')
  const builder = createTextBuilder('docx')
  const title: string[] = []
  const levelOf = (node: OfficeContentNode) =>
    styles.get(styleOf(node) ?? '')?.level ?? (node.type === 'heading' ? ownLevel(node) : null)
  const levelOrTitle = (node: OfficeContentNode) => {
    const text = inlineText(node)
    if (text.trim() && styles.get(styleOf(node) ?? '')?.isTitle) title.push(text)
    return levelOf(node)
  }
  for (const node of document.content) addOfficeNode(builder, node, { levelOf: levelOrTitle })
  const { headers = [], footers = [] } = document.auxiliary ?? {}
  for (const node of [...headers, ...footers]) addOfficeNode(builder, node, { levelOf })
  return builder.finish({
    title: document.metadata.title?.trim() || title[0] || null,
    leftOut: [...zip.names].some(name => CHART_PART.test(name)) ? ['charts'] : [],
  })
}

function styleOf(node: OfficeContentNode): string | undefined {
  const metadata = node.metadata as { style?: string } | undefined
  if (metadata?.style) return metadata.style
  return (node.children?.[0]?.metadata as { style?: string } | undefined)?.style
}
