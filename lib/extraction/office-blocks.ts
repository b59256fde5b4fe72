import {
  type OfficeContentNode,
  type OfficeParserAST,
  parseOffice,
  type SupportedFileType,
} from 'officeparser'
import type { Locator } from '#lib/core/documents/locator.ts'
import { officeRows } from './office-table.ts'
import { oneLine } from './sheet-blocks.ts'
import { tableRowText } from './table-row-text.ts'
import type { TextBuilder } from './text-builder.ts'
import { createLine } from './text-line.ts'

/** A tree of this many elements takes about half of the child's memory. */
const MAX_XML_ELEMENTS = 1_000_000

/** The office library counts what it keeps; the guard has already counted everything. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024

/** Its own guess at what a file is refuses some good ones, so it is told. */
export function parseOfficeFile(bytes: Uint8Array, fileType: SupportedFileType): Promise<OfficeParserAST> {
  return parseOffice(bytes, {
    fileType,
    ocr: false,
    extractAttachments: false,
    ignoreComments: true,
    decompressionLimits: { maxUncompressedBytes: MAX_KEPT_BYTES, maxXmlElements: MAX_XML_ELEMENTS },
  })
}

export interface OfficeBlocksOptions {
  /** Of a paragraph or a heading: 1 to 6, or null for a paragraph. */
  levelOf(node: OfficeContentNode): number | null
  locator?: Locator
}

/** Adds what a node says, row by row where it is a table, and behind it the notes that stand in it. */
export function addOfficeNode(
  builder: TextBuilder,
  node: OfficeContentNode,
  options: OfficeBlocksOptions,
): void {
  addOwnText(builder, node, options)
  for (const note of notesIn(node)) addOwnText(builder, note, options)
}

function addOwnText(builder: TextBuilder, node: OfficeContentNode, options: OfficeBlocksOptions): void {
  const { levelOf, locator } = options
  const text = inlineText(node)
  switch (node.type) {
    case 'table':
      for (const row of officeRows(node, cell => oneLine(blockTexts(cell).join(' '))))
        builder.add({ kind: 'table-row', text: tableRowText(row), locator })
      return
    case 'list':
      builder.add({ kind: 'list-item', text: blockTexts(node).join('\n'), locator })
      return
    case 'code':
      builder.add({ kind: isFormula(node) ? 'paragraph' : 'code', text, locator })
      return
    case 'definitionList':
      for (const child of node.children ?? []) addOwnText(builder, child, options)
      return
    case 'heading':
    case 'paragraph': {
      const level = levelOf(node)
      builder.add(
        level === null ? { kind: 'paragraph', text, locator } : { kind: 'heading', text, level, locator },
      )
      return
    }
    default:
      if (node.children?.some(isBlock)) {
        for (const child of node.children) addOwnText(builder, child, options)
      } else {
        builder.add({ kind: 'paragraph', text, locator })
      }
  }
}

function notesIn(node: OfficeContentNode): OfficeContentNode[] {
  return [...(node.notes ?? []), ...(node.children ?? []).flatMap(notesIn)]
}

const BLOCK_TYPES = new Set([
  ...['paragraph', 'heading', 'list', 'table', 'row', 'cell', 'code'],
  ...['definitionList', 'definitionTerm', 'definitionDescription'],
])

function isBlock(node: OfficeContentNode): boolean {
  return BLOCK_TYPES.has(node.type) && !isFormula(node)
}

/** Formulas are given as the code of LaTeX, and stand in a line as words do. */
function isFormula(node: OfficeContentNode): boolean {
  return node.type === 'code' && (node.metadata as { math?: string } | undefined)?.math !== undefined
}

/** Of what holds blocks each of them, and what stands between two of them as one more. */
function blockTexts(node: OfficeContentNode): string[] {
  if (!node.children?.some(isBlock)) return [inlineText(node)]
  const texts: string[] = []
  const between = createLine()
  for (const child of node.children) {
    if (!isBlock(child)) {
      between.say(inlineText(child), isRaised(child))
      continue
    }
    texts.push(between.end(), ...blockTexts(child))
  }
  return [...texts, between.end()].filter(text => text.trim() !== '')
}

export function inlineText(node: OfficeContentNode): string {
  if (node.type === 'break') return '\n'
  if (node.text !== undefined) return node.text
  const line = createLine()
  for (const child of node.children ?? []) line.say(inlineText(child), isRaised(child))
  return line.end()
}

function isRaised({ formatting }: OfficeContentNode): boolean {
  return formatting?.superscript === true
}

/** The level that the file itself gives a heading. */
export function ownLevel(node: OfficeContentNode): number {
  const level = (node.metadata as { level?: number } | undefined)?.level ?? 1
  return Math.min(Math.max(level, 1), 6)
}
