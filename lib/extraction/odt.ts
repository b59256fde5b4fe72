import type { LeftOut } from '#lib/core/documents/left-out.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { odtBlocks } from './odt-blocks.ts'
import { type PackageParts, packageParts, pathFrom } from './package-parts.ts'
import { createTextBuilder } from './text-builder.ts'
import { attributeOf, childAt, childrenOf, descendantsOf, textOf, type XmlElement } from './xml-tree.ts'
import { checkZip } from './zip-guard.ts'

const TYPE_PART = 'mimetype'
const MANIFEST_PART = 'META-INF/manifest.xml'
const CONTENT_PART = 'content.xml'
const STYLES_PART = 'styles.xml'
const META_PART = 'meta.xml'
const OBJECT_PART = /^[^/]+\/content\.xml$/
/** Also of templates, which read the same. */
const TEXT_TYPE = 'application/vnd.oasis.opendocument.text'

/**
 * OpenDocument text: headings, paragraphs, list items and table rows in reading order, each note after what it
 * belongs to, page headers and footers last. Read part by part: the office library loses lists that have no style
 * of their own, those in cells, and drawings.
 */
export async function readOdt(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, isWanted)
  const manifest = zip.parts.get(MANIFEST_PART) ?? ''
  if (!(zip.parts.get(TYPE_PART) ?? manifest).includes(TEXT_TYPE))
    throw new ExtractionFailure('wrong-content')
  if (manifest.includes('encryption-data')) throw new ExtractionFailure('password-protected')
  const parts = packageParts(zip.parts)
  const content = parts.read(CONTENT_PART)
  const body = childAt(content, 'body', 'text')
  if (!content || !body) throw new ExtractionFailure('damaged')
  const styles = parts.read(STYLES_PART)
  const titles = titleStyles([styles, content])
  const leftOut = new Set<LeftOut>()
  const context = {
    styleLevelOf: (name: string | undefined) => (titles.has(name ?? '') ? 1 : null),
    formulaOf: objectReader(parts, leftOut),
  }
  const builder = createTextBuilder('odt')
  for (const block of odtBlocks(body, context)) builder.add(block)
  for (const edge of edgesOf(styles)) for (const block of odtBlocks(edge, context)) builder.add(block)
  const title = ownTitle(parts) || titleIn(body, titles)
  return builder.finish({ title: title ?? null, leftOut: [...leftOut] })
}

function isWanted(name: string): boolean {
  return (
    [TYPE_PART, MANIFEST_PART, CONTENT_PART, STYLES_PART, META_PART].includes(name) || OBJECT_PART.test(name)
  )
}

/** `Title`, under that name in every language, and the styles that are made from it. */
function titleStyles(parts: (XmlElement | undefined)[]): ReadonlySet<string> {
  const titles = new Set(['Title'])
  const styles = parts.flatMap(part => (part ? [...descendantsOf(part, 'style')] : []))
  // A style of the text itself stands over one of the document, which may stand over `Title`.
  for (const style of styles)
    if (titles.has(attributeOf(style, 'style:parent-style-name') ?? ''))
      titles.add(attributeOf(style, 'style:name') ?? '')
  return titles
}

/** Formulas are objects beside the text, with their source as its program shows it; charts are too. */
function objectReader(parts: PackageParts, leftOut: Set<LeftOut>): (object: XmlElement) => string {
  return object => {
    const folder = pathFrom('', attributeOf(object, 'xlink:href') ?? '')
    const root = parts.read(`${folder}/${CONTENT_PART}`)
    if (root?.name === 'math') {
      const source = descendantsOf(root, 'annotation').next().value
      return textOf(source ?? root).trim()
    }
    if (root && childAt(root, 'body', 'chart')) leftOut.add('charts')
    return ''
  }
}

/** Of all kinds of pages, each once. */
function edgesOf(styles: XmlElement | undefined): XmlElement[] {
  const pages = styles ? [...descendantsOf(styles, 'master-page')] : []
  const edges = pages.flatMap(page => childrenOf(page)).filter(({ name }) => EDGES.has(name))
  const told = new Set<string>()
  return edges.filter(edge => {
    const text = textOf(edge)
    if (told.has(text)) return false
    told.add(text)
    return true
  })
}

const EDGES = new Set(['header', 'header-left', 'header-first', 'footer', 'footer-left', 'footer-first'])

function ownTitle(parts: PackageParts): string | undefined {
  const title = childAt(parts.read(META_PART), 'meta', 'title')
  return title && textOf(title).trim()
}

function titleIn(body: XmlElement, titles: ReadonlySet<string>): string | undefined {
  const paragraphs = [...descendantsOf(body, 'p')]
  const title = paragraphs.find(
    one => titles.has(attributeOf(one, 'text:style-name') ?? '') && textOf(one).trim(),
  )
  return title && textOf(title)
}
