import type { Nodes, Paragraph, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { formats } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { decodeText } from './decode-text.ts'
import { isTooTangled, TOO_DEEP } from './markdown-depth.ts'
import { tableRows } from './markdown-table.ts'
import { createTextBuilder, type TextBuilder } from './text-builder.ts'

/** Markdown: what a reader sees, without the marks. HTML that stands between is left out, its text stays. */
export async function readMarkdown(bytes: Uint8Array): Promise<StructuredText> {
  if (bytes.length > formats.md.maxBytes) throw new ExtractionFailure('too-large')
  const { body, title } = splitFrontMatter((await decodeText(bytes)).replace(/^\ufeff/, ''))
  if (TOO_DEEP.some(pattern => pattern.test(body)) || isTooTangled(body))
    throw new ExtractionFailure('too-complex')
  const builder = createTextBuilder('md')
  const tree = fromMarkdown(body)
  for (const node of tree.children) addBlock(builder, node, body)
  return builder.finish({ title: title ?? firstHeading(tree) })
}

/** YAML between two lines of dashes at the very top describes the file; only its title is for readers. */
function splitFrontMatter(text: string): { body: string; title: string | null } {
  const found = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)
  if (!found || !/^[\w-]+[ \t]*:/m.test(found[1]!)) return { body: text, title: null }
  const title = /^title[ \t]*:[ \t]*(?:"(.*)"|'(.*)'|(.*))[ \t]*$/im.exec(found[1]!)
  const named = (title?.[1] ?? title?.[2] ?? title?.[3])?.trim()
  return { body: text.slice(found[0].length), title: named || null }
}

function addBlock(builder: TextBuilder, node: RootContent, source: string): void {
  switch (node.type) {
    case 'heading':
      builder.add({ kind: 'heading', text: inlineText(node), level: node.depth })
      return
    case 'code':
      builder.add({ kind: 'code', text: node.value })
      return
    case 'paragraph': {
      const { start, end } = node.position!
      const rows = tableRows(source.slice(start.offset, end.offset))
      if (!rows) addParagraph(builder, node)
      else for (const row of rows) builder.add({ kind: 'table-row', text: row.map(plainCell).join('\t') })
      return
    }
    case 'list':
      for (const item of node.children) addListItem(builder, item.children, source)
      return
    case 'blockquote':
      for (const child of node.children) addBlock(builder, child, source)
      return
    case 'html':
      builder.add({ kind: 'paragraph', text: textOfHtml(node.value) })
      return
    default:
      // Rules and link definitions show nothing.
      return
  }
}

/** A first line that is bold from end to end stands above the rest, as a heading does. */
function addParagraph(builder: TextBuilder, { children }: Paragraph): void {
  const [first, second, ...rest] = children
  const text = children.map(inlineText).join('')
  const line = first?.type === 'strong' ? inlineText(first) : ''
  const standsAlone = second === undefined || (second.type === 'text' && second.value.startsWith('\n'))
  if (!line || !standsAlone || line.length > LONGEST_BOLD_HEADING || /[:,;]$|\n/.test(line)) {
    builder.add({ kind: 'paragraph', text })
    return
  }
  builder.add({ kind: 'heading', text: line, level: BELOW_ALL_HEADINGS })
  const under = second ? [second, ...rest].map(inlineText).join('').trim() : ''
  if (under) builder.add({ kind: 'paragraph', text: under })
}

const LONGEST_BOLD_HEADING = 120
const BELOW_ALL_HEADINGS = 6

/** The item is its first paragraph; what follows inside it keeps its own kind. */
function addListItem(builder: TextBuilder, children: RootContent[], source: string): void {
  for (const [index, child] of children.entries()) {
    if (index === 0 && child.type === 'paragraph') {
      // GitHub's check box is not part of what the item says.
      builder.add({ kind: 'list-item', text: inlineText(child).replace(/^\[[ xX]\]\s+/, '') })
    } else {
      addBlock(builder, child, source)
    }
  }
}

function plainCell(cell: string): string {
  return fromMarkdown(cell).children.map(inlineText).join(' ')
}

function inlineText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'break':
      return '\n'
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : ''
    default:
      return 'children' in node ? node.children.map(inlineText).join('') : ''
  }
}

/** Tags, comments and scripts go, the words between them stay. */
function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s+/g, blanks => (blanks.includes('\n') ? '\n' : blanks))
}

function firstHeading(tree: Root): string | null {
  const heading = tree.children.find(node => node.type === 'heading' && node.depth === 1)
  return heading ? inlineText(heading) : null
}
