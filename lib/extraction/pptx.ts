import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type PackageParts, packageParts } from './package-parts.ts'
import { hasPicture, noteBlocks, type SlideContext, slideBlocks } from './slide-blocks.ts'
import { createTextBuilder, type NewBlock } from './text-builder.ts'
import { attributeOf, childAt, childrenOf, descendantsOf, textOf, type XmlElement } from './xml-tree.ts'
import { checkZip } from './zip-guard.ts'

const CONTENT_TYPES_PART = '[Content_Types].xml'
const PRESENTATION_PART = 'ppt/presentation.xml'
const PROPERTIES_PART = 'docProps/core.xml'
const CHART_PART = /^ppt\/charts\//
const READ_PART = /^ppt\/.*\.(?:xml|rels)$/
const UNREAD_PART = /^ppt\/(?:charts|embeddings|theme|tags|customXml)\//

/**
 * PowerPoint: each slide in the order of the presentation, hidden ones too, with its title as a heading, and what its
 * speaker is to say after it. Read part by part: the office library keeps neither which place of its slide a text
 * stands in, and so which lines are a list, nor the line breaks and fields in the cells of tables.
 */
export async function readPptx(bytes: Uint8Array): Promise<StructuredText> {
  const zip = await checkZip(bytes, isWanted)
  // Also true of templates, of shows and of presentations with macros, which read the same.
  if (!zip.parts.get(CONTENT_TYPES_PART)?.includes('presentationml'))
    throw new ExtractionFailure('wrong-content')
  const parts = packageParts(zip.parts)
  const presentation = parts.read(PRESENTATION_PART)
  if (!presentation) throw new ExtractionFailure('damaged')
  const builder = createTextBuilder('pptx')
  const unreadablePages: number[] = []
  const readSlide = slideReader(parts)
  const slides = slidesOf(presentation, parts)
  let firstTitle: string | undefined
  for (const [at, part] of slides.entries()) {
    const { blocks, isPicture } = readSlide(part)
    // A slide without a title is no part of the one before it.
    builder.endSections()
    for (const block of blocks) builder.add({ ...block, locator: { kind: 'slide', slide: at + 1 } })
    if (isPicture) unreadablePages.push(at + 1)
    firstTitle ??= blocks.find(({ kind }) => kind === 'heading')?.text
  }
  return builder.finish({
    title: ownTitle(parts) || firstTitle || null,
    pageCount: slides.length || null,
    unreadablePages,
    leftOut: [...zip.names].some(name => CHART_PART.test(name)) ? ['charts'] : [],
  })
}

function isWanted(name: string): boolean {
  if (name === CONTENT_TYPES_PART || name === PROPERTIES_PART) return true
  return READ_PART.test(name) && !UNREAD_PART.test(name)
}

/** The presentation's own list; the numbers in the names of the parts say in what order they were made. */
function slidesOf(presentation: XmlElement, parts: PackageParts): string[] {
  const named = parts.relationshipsOf(PRESENTATION_PART)
  return childrenOf(childAt(presentation, 'sldIdLst') ?? presentation, 'sldId').flatMap(
    slide => named.get(attributeOf(slide, 'r:id') ?? '')?.part ?? [],
  )
}

function slideReader(parts: PackageParts) {
  const looks = looksReader(parts)
  const edges = new Set<string>()
  // Shown or spoken once: a part that many slides name would be read again for each.
  const told = new Set<string>()
  const readOnce = (part: string | undefined) => {
    if (part === undefined || told.has(part)) return undefined
    told.add(part)
    return parts.read(part)
  }
  return (part: string): { blocks: NewBlock[]; isPicture: boolean } => {
    const slide = readOnce(part)
    if (!slide) return { blocks: [], isPicture: false }
    const named = parts.relationshipsOf(part)
    const partOf = (kind: string) => [...named.values()].find(one => one.kind === kind)?.part
    const context: SlideContext = {
      ...looks(partOf('slideLayout')),
      diagramOf: id => readOnce(named.get(id)?.part),
      edges,
    }
    const notes = readOnce(partOf('notesSlide'))
    const blocks = [...slideBlocks(slide, context), ...(notes ? noteBlocks(notes) : [])]
    const says = blocks.some(({ text }) => text.trim() !== '')
    return { blocks, isPicture: !says && hasPicture(slide) }
  }
}

/** A presentation has a few layouts for all of its slides. */
function looksReader(
  parts: PackageParts,
): (layout: string | undefined) => Pick<SlideContext, 'layout' | 'master'> {
  const read = new Map<string, Pick<SlideContext, 'layout' | 'master'>>()
  const masters = new Map<string, XmlElement | undefined>()
  return layout => {
    if (layout === undefined) return {}
    let found = read.get(layout)
    if (!found) {
      const master = [...parts.relationshipsOf(layout).values()].find(
        ({ kind }) => kind === 'slideMaster',
      )?.part
      if (master !== undefined && !masters.has(master)) masters.set(master, parts.read(master))
      found = { layout: parts.read(layout), master: masters.get(master ?? '') }
      read.set(layout, found)
    }
    return found
  }
}

function ownTitle(parts: PackageParts): string | undefined {
  const properties = parts.read(PROPERTIES_PART)
  const title = properties && descendantsOf(properties, 'title').next().value
  return title ? textOf(title).trim() : undefined
}
