import { attributeOf, childrenOf, type XmlElement, type XmlNode } from './xml-tree.ts'

/** A line of text, and what stands in it that is no part of the line: notes, frames, drawings. */
export interface OdtLine {
  text: string
  aside: XmlElement[]
}

/** Where a formula is kept: the letters of the part that an object names. */
export type FormulaOf = (object: XmlElement) => string

/** What a paragraph or a heading says. (OpenDocument 1.3-3, 6.) */
export function lineOf(paragraph: XmlElement, formulaOf: FormulaOf): OdtLine {
  const aside: XmlElement[] = []
  const textOf = (node: XmlNode): string => {
    // Blanks in a row are one, unless they are written as elements.
    if (typeof node === 'string') return node.replace(BLANKS, ' ')
    switch (node.name) {
      case 's':
        return ' '.repeat(Math.min(countOf(node, 'text:c'), MOST_BLANKS))
      case 'tab':
        return '\t'
      case 'line-break':
        return '\n'
      case 'note':
        aside.push(...childrenOf(node, 'note-body'))
        return ''
      case 'annotation':
      case 'annotation-end':
      case 'ruby-text':
        return ''
      case 'frame': {
        // A box may hold frames with objects in its own lines.
        const objects = childrenOf(node, 'object')
        if (objects.length === 0) aside.push(node)
        return objects.map(formulaOf).join(' ')
      }
      default:
        // Drawings hold paragraphs of their own.
        if (childrenOf(node, 'p').length > 0) {
          aside.push(node)
          return ''
        }
        return node.children.map(textOf).join('')
    }
  }
  return { text: paragraph.children.map(textOf).join(''), aside }
}

/** How often something is there, by an attribute that is absent where it is there once. */
export function countOf(element: XmlElement, attribute: string): number {
  const count = Number(attributeOf(element, attribute) ?? 1)
  return Number.isInteger(count) && count > 0 ? count : 1
}

const BLANKS = /[ \t\r\n]+/g
/** More are a row of leaders. */
const MOST_BLANKS = 100
