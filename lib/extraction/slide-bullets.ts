import { attributeOf, childAt, childrenOf, descendantsOf, type XmlElement } from './xml-tree.ts'

/** What a shape is on its slide: `title`, `body`, `sldNum`; undefined for one that is placed freely. */
export function placeholderOf(shape: XmlElement): { type: string; index: string } | undefined {
  const properties = childrenOf(shape).find(({ name }) => name.startsWith('nv'))
  const placeholder = childAt(properties, 'nvPr', 'ph')
  if (!placeholder) return undefined
  return { type: attributeOf(placeholder, 'type') ?? 'obj', index: attributeOf(placeholder, 'idx') ?? '0' }
}

/** What a slide takes its look from, nearest first. */
export interface SlideLooks {
  layout?: XmlElement | undefined
  master?: XmlElement | undefined
}

/**
 * Whether paragraphs of a shape have bullets: most have none of their own, but those of the place that they stand
 * in, which its shape, its layout and then the master of all slides decide. (ECMA-376-1, 19.3.1.36 and 21.1.2.4.)
 */
export function bulletRule(
  shape: XmlElement,
  { layout, master }: SlideLooks,
): (paragraph: XmlElement) => boolean {
  const placeholder = placeholderOf(shape)
  const holdsList = placeholder !== undefined && LIST_TYPES.has(placeholder.type)
  const above = holdsList
    ? [styleOf(shapeLike(layout, placeholder)), childAt(master, 'txStyles', 'bodyStyle')]
    : []
  const styles = [styleOf(shape), ...above]
  return paragraph => {
    const properties = childAt(paragraph, 'pPr')
    const level = Number(properties && attributeOf(properties, 'lvl')) || 0
    const looks = [properties, ...styles.map(style => childAt(style, `lvl${level + 1}pPr`))]
    return looks.map(bulletIn).find(said => said !== undefined) ?? holdsList
  }
}

const LIST_TYPES = new Set(['body', 'obj'])

function styleOf(shape: XmlElement | undefined): XmlElement | undefined {
  return childAt(shape, 'txBody', 'lstStyle')
}

function bulletIn(properties: XmlElement | undefined): boolean | undefined {
  const own = properties && childrenOf(properties).find(({ name }) => BULLETS.has(name))
  return own && BULLETS.get(own.name)
}

const BULLETS = new Map([
  ['buNone', false],
  ['buChar', true],
  ['buAutoNum', true],
  ['buBlip', true],
])

/** The place in the layout that a shape of the slide fills. */
function shapeLike(layout: XmlElement | undefined, { index }: { index: string }): XmlElement | undefined {
  for (const shape of layout ? descendantsOf(layout, 'sp') : [])
    if (placeholderOf(shape)?.index === index) return shape
  return undefined
}
