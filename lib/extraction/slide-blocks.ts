import { branchWithWords, paragraphsOf, paragraphText, tableRows } from './drawing-text.ts'
import { oneLine } from './sheet-blocks.ts'
import { bulletRule, placeholderOf, type SlideLooks } from './slide-bullets.ts'
import { diagramTexts } from './slide-diagram.ts'
import { tableRowText } from './table-row-text.ts'
import type { NewBlock } from './text-builder.ts'
import { attributeOf, childAt, childrenOf, descendantsOf, type XmlElement } from './xml-tree.ts'

export interface SlideContext extends SlideLooks {
  /** The data of the SmartArt drawing that a slide calls by this id. */
  diagramOf(id: string): XmlElement | undefined
  /** What stands at the edge of slides, said once of all. */
  edges: Set<string>
}

/** What a slide says: its title first, wherever it was drawn, then its shapes from the hindmost to the foremost. */
export function slideBlocks(slide: XmlElement, context: SlideContext): NewBlock[] {
  const tree = childAt(slide, 'cSld', 'spTree')
  const found = tree ? [...blocksIn(tree, context)] : []
  const titles = found.filter(({ kind }) => kind === 'heading')
  const title = oneLine(titles.map(({ text }) => text).join(' '))
  const rest = found.filter(({ kind }) => kind !== 'heading')
  return title ? [{ kind: 'heading', level: 2, text: title }, ...rest] : rest
}

/** Of a title each line is a heading. */
function* blocksIn(element: XmlElement, context: SlideContext): Generator<NewBlock> {
  switch (element.name) {
    case 'sp':
      yield* shapeBlocks(element, context)
      return
    case 'tbl':
      for (const row of tableRows(element)) yield { kind: 'table-row', text: tableRowText(row) }
      return
    case 'relIds': {
      const data = context.diagramOf(attributeOf(element, 'r:dm') ?? '')
      for (const text of data ? diagramTexts(data) : []) yield { kind: 'list-item', text }
      return
    }
    case 'AlternateContent': {
      const branch = branchWithWords(element)
      if (branch) yield* blocksIn(branch, context)
      return
    }
    default:
      for (const child of childrenOf(element)) yield* blocksIn(child, context)
  }
}

/** What is said to whoever speaks to the slide. */
export function* noteBlocks(notes: XmlElement): Generator<NewBlock> {
  for (const shape of descendantsOf(notes, 'sp')) {
    const type = placeholderOf(shape)?.type ?? ''
    if (type === 'sldNum' || EDGES.has(type)) continue
    for (const text of shapeTexts(shape)) yield { kind: 'paragraph', text }
  }
}

/** In a shape, in its ground or in that of the slide. */
export function hasPicture(slide: XmlElement): boolean {
  return !descendantsOf(slide, 'blip').next().done
}

const TITLES = new Set(['title', 'ctrTitle'])
/** Date, footer and header. */
const EDGES = new Set(['dt', 'ftr', 'hdr'])

function* shapeBlocks(shape: XmlElement, context: SlideContext): Generator<NewBlock> {
  const type = placeholderOf(shape)?.type ?? ''
  // The place is said with every passage.
  if (type === 'sldNum') return
  if (EDGES.has(type)) {
    const text = shapeTexts(shape).join(' ').trim()
    if (!context.edges.has(text)) yield { kind: 'paragraph', text }
    context.edges.add(text)
    return
  }
  const isBulleted = bulletRule(shape, context)
  for (const paragraph of bodiesOf(shape).flatMap(paragraphsOf)) {
    const kind = TITLES.has(type) ? 'heading' : isBulleted(paragraph) ? 'list-item' : 'paragraph'
    yield { kind, text: paragraphText(paragraph) }
  }
}

function shapeTexts(shape: XmlElement): string[] {
  return bodiesOf(shape).flatMap(paragraphsOf).map(paragraphText)
}

/** Its text, as presentations and as drawings inside of them have it. */
function bodiesOf(shape: XmlElement): XmlElement[] {
  return [
    ...childrenOf(shape, 'txBody'),
    ...childrenOf(shape, 'txSp').flatMap(one => childrenOf(one, 'txBody')),
  ]
}
