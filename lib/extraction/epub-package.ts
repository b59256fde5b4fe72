import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type PackageParts, pathFrom } from './package-parts.ts'
import { attributeOf, childAt, childrenOf, descendantsOf, textOf, type XmlElement } from './xml-tree.ts'

const CONTAINER_PART = 'META-INF/container.xml'
const ENCRYPTION_PART = 'META-INF/encryption.xml'

/** What a book says of itself. */
export interface EpubPackage {
  title: string | undefined
  /** The parts that are read, each once, in reading order, without the one that lists all others. */
  chapters: string[]
  /** The part that lists the chapters by their names: a page of EPUB 3, or a file of EPUB 2. */
  contents: { part: string; kind: 'page' | 'ncx' } | null
}

/** (EPUB 3.3, 5 and OCF 4.2.) Throws `password-protected` where a shop has locked the chapters. */
export function readEpubPackage(parts: PackageParts): EpubPackage {
  const container = parts.read(CONTAINER_PART)
  const root = container && descendantsOf(container, 'rootfile').next().value
  const path = root && attributeOf(root, 'full-path')
  const opf = path ? parts.read(path) : undefined
  if (!path || !opf) throw new ExtractionFailure('damaged')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const items = itemsOf(opf, folder)
  const spine = childAt(opf, 'spine')
  const listed = (spine ? childrenOf(spine, 'itemref') : []).flatMap(
    one => items.get(attributeOf(one, 'idref') ?? '') ?? [],
  )
  const page = [...items.values()].find(({ properties }) => properties.includes('nav'))
  const ncx =
    items.get((spine && attributeOf(spine, 'toc')) ?? '') ??
    [...items.values()].find(({ type }) => type === 'application/x-dtbncx+xml')
  const contentsPages = new Set([page?.part, contentsPageOf(opf, folder)])
  const chapters = [...new Set(listed.map(({ part }) => part))].filter(part => !contentsPages.has(part))
  const locked = lockedParts(parts)
  if (chapters.some(part => locked.has(part))) throw new ExtractionFailure('password-protected')
  const title = childAt(opf, 'metadata', 'title')
  return {
    title: title && textOf(title).trim(),
    chapters,
    contents: page ? { part: page.part, kind: 'page' } : ncx ? { part: ncx.part, kind: 'ncx' } : null,
  }
}

interface Item {
  part: string
  type: string
  properties: string[]
}

function itemsOf(opf: XmlElement, folder: string): Map<string, Item> {
  const items = new Map<string, Item>()
  for (const item of childrenOf(childAt(opf, 'manifest') ?? opf, 'item')) {
    const [id, href, type = '', properties = ''] = ['id', 'href', 'media-type', 'properties'].map(name =>
      attributeOf(item, name),
    )
    if (id && href) items.set(id, { part: partOfLink(folder, href), type, properties: properties.split(' ') })
  }
  return items
}

/** In EPUB 2 a page among the others, of which the package says that it is one. */
function contentsPageOf(opf: XmlElement, folder: string): string | undefined {
  const guide = childAt(opf, 'guide')
  const page = guide && childrenOf(guide, 'reference').find(one => attributeOf(one, 'type') === 'toc')
  const href = page && attributeOf(page, 'href')
  // One that points into a page of other things as well leaves it alone.
  return href && !href.includes('#') ? partOfLink(folder, href) : undefined
}

/** A link in a book, as the name of the part that it leads to. */
export function partOfLink(folder: string, href: string): string {
  const path = href.replace(/#.*/s, '')
  try {
    return pathFrom(folder, decodeURIComponent(path))
  } catch (error) {
    // Written as it is.
    if (error instanceof URIError) return pathFrom(folder, path)
    throw error
  }
}

/** What is encrypted, but for letter forms, which many books scramble. */
function lockedParts(parts: PackageParts): Set<string> {
  const encryption = parts.read(ENCRYPTION_PART)
  const locked = new Set<string>()
  for (const data of encryption ? descendantsOf(encryption, 'EncryptedData') : []) {
    const method = childAt(data, 'EncryptionMethod')
    if (FONT_METHODS.has((method && attributeOf(method, 'Algorithm')) ?? '')) continue
    for (const reference of descendantsOf(data, 'CipherReference'))
      locked.add(partOfLink('', attributeOf(reference, 'URI') ?? ''))
  }
  return locked
}

const FONT_METHODS = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'])
