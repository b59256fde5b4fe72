import { odtRows } from './odt-table.ts'
import { type FormulaOf, lineOf } from './odt-text.ts'
import { oneLine } from './sheet-blocks.ts'
import { tableRowText } from './table-row-text.ts'
import type { NewBlock } from './text-builder.ts'
import { attributeOf, childrenOf, type XmlElement } from './xml-tree.ts'

export interface OdtContext {
  /** What the style of a paragraph makes of it: its outline level, 1 for the title of the text. */
  styleLevelOf(name: string | undefined): number | null
  formulaOf: FormulaOf
}

/**
 * What stands in a part of a text, in reading order; notes, frames and drawings after the paragraph that holds
 * them. `inList`: paragraphs are items of a list.
 */
export function* odtBlocks(container: XmlElement, context: OdtContext, inList = false): Generator<NewBlock> {
  for (const child of childrenOf(container)) {
    switch (child.name) {
      case 'h':
      case 'p': {
        const { text, aside } = lineOf(child, context.formulaOf)
        yield asBlock(child, text, context, inList)
        for (const one of aside) yield* odtBlocks(one, context)
        break
      }
      case 'list-item':
        yield* odtBlocks(child, context, true)
        break
      case 'list':
        yield* odtBlocks(child, context, inList)
        break
      case 'table':
        for (const row of odtRows(child, cell => oneLine(textsIn(cell, context))))
          yield { kind: 'table-row', text: tableRowText(row) }
        break
      default:
        if (!UNREAD.has(child.name)) yield* odtBlocks(child, context)
    }
  }
}

/** What was deleted, what others remark, how it is bound together, and lists of headings with their pages. */
const UNREAD = new Set([
  ...['tracked-changes', 'annotation', 'forms', 'sequence-decls', 'variable-decls', 'user-field-decls'],
  ...[
    'table-of-content',
    'alphabetical-index',
    'illustration-index',
    'table-index',
    'object-index',
    'user-index',
  ],
  ...['title', 'desc', 'event-listeners', 'note-citation'],
])

function asBlock(element: XmlElement, text: string, { styleLevelOf }: OdtContext, inList: boolean): NewBlock {
  const level =
    element.name === 'h'
      ? Number(attributeOf(element, 'text:outline-level')) || 1
      : styleLevelOf(attributeOf(element, 'text:style-name'))
  if (level !== null)
    return { kind: 'heading', level: Math.min(Math.max(level, 1), DEEPEST), text: oneLine(text) }
  return { kind: inList ? 'list-item' : 'paragraph', text }
}

/** OpenDocument has ten levels, we have six. */
const DEEPEST = 6

function textsIn(cell: XmlElement, context: OdtContext): string {
  return [...odtBlocks(cell, context)].map(({ text }) => text).join(' ')
}
