import type { OfficeContentNode } from 'officeparser'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { partOfLink } from './epub-package.ts'
import { inlineText } from './office-blocks.ts'
import { oneLine } from './sheet-blocks.ts'
import { attributeOf, childAt, descendantsOf, readXml, textOf } from './xml-tree.ts'

/** What the list of contents calls each part: the first name that leads to it. */
export type ChapterNames = Map<string, string>

/** Of the page that lists the chapters, as the office library reads it. */
export function namesInPage(nodes: readonly OfficeContentNode[], part: string): ChapterNames {
  const names: ChapterNames = new Map()
  const look = (node: OfficeContentNode): void => {
    const link = (node.metadata as { link?: string } | undefined)?.link
    if (link) addName(names, part, link, inlineText(node))
    for (const child of node.children ?? []) look(child)
  }
  for (const node of nodes) look(node)
  return names
}

/** Of a file of EPUB 2. A book is read all the same where that is broken. */
export function namesInNcx(xml: string, part: string): ChapterNames {
  const names: ChapterNames = new Map()
  try {
    for (const point of descendantsOf(readXml(xml), 'navPoint')) {
      const label = childAt(point, 'navLabel', 'text')
      const content = childAt(point, 'content')
      const link = content && attributeOf(content, 'src')
      if (label && link) addName(names, part, link, textOf(label))
    }
  } catch (error) {
    if (!(error instanceof ExtractionFailure)) throw error
  }
  return names
}

function addName(names: ChapterNames, from: string, link: string, text: string): void {
  const part = partOfLink(from.slice(0, from.lastIndexOf('/') + 1), link)
  const name = oneLine(text)
  if (name && !names.has(part)) names.set(part, name)
}
