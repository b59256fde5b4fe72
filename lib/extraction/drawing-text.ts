import { attributeOf, childAt, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

/** Paragraphs of text in shapes, cells and diagrams, by DrawingML (ECMA-376-1, 21.1.2). */
export function paragraphsOf(body: XmlElement): XmlElement[] {
  return childrenOf(body, 'p')
}

/** What a paragraph says: runs and fields, formulas by their letters, line breaks as such. */
export function paragraphText(node: XmlElement): string {
  let text = ''
  for (const child of childrenOf(node)) {
    if (child.name === 't') text += textOf(child)
    else if (child.name === 'br') text += '\n'
    else if (child.name === 'AlternateContent') text += paragraphText(branchWithWords(child) ?? NOTHING)
    else text += formulaText(child) ?? paragraphText(child)
  }
  return text
}

/** Written twice, for newer programs and for older ones: the first that has words is read. */
export function branchWithWords(alternate: XmlElement): XmlElement | undefined {
  const branches = childrenOf(alternate).filter(({ name }) => name === 'Choice' || name === 'Fallback')
  return branches.find(branch => textOf(branch).trim() !== '') ?? branches.at(-1)
}

/** The cells of each row, on one line each; what is joined downwards is said in each of its rows. */
export function tableRows(table: XmlElement): string[][] {
  const rows: string[][] = []
  for (const row of childrenOf(table, 'tr')) {
    const above = rows.at(-1)
    rows.push(
      childrenOf(row, 'tc').map((cell, column) => {
        if (isTrue(attributeOf(cell, 'vMerge'))) return above?.[column] ?? ''
        const texts = childrenOf(childAt(cell, 'txBody') ?? NOTHING, 'p').map(paragraphText)
        return texts.join(' ').replace(/\s+/g, ' ').trim()
      }),
    )
  }
  return rows
}

/** Where a formula is no row of letters, its parts are kept apart. */
function formulaText(element: XmlElement): string | null {
  const part = (name: string) => paragraphText(childAt(element, name) ?? NOTHING)
  switch (element.name) {
    case 'f':
      return ` (${part('num')})/(${part('den')}) `
    case 'sSup':
      return `${part('e')}^${part('sup')}`
    case 'sSub':
      return `${part('e')}_${part('sub')}`
    default:
      return null
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

const NOTHING: XmlElement = { name: '', tag: '', children: [] }
