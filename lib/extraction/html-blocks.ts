import type { Locator } from '#lib/core/documents/locator.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { MAX_BLOCKS, MAX_TEXT_CHARACTERS } from '#lib/core/ingestion/sound-text.ts'
import { createAnchors } from './html-anchors.ts'
import { type HtmlFacts, htmlFacts } from './html-facts.ts'
import { type MainContent, mainContentOf } from './html-main.ts'
import { createShown } from './html-shown.ts'
import { powerSign } from './html-superscript.ts'
import { type IsLeftIn, isForLayout, lineOf, rowsOfTable } from './html-table.ts'
import {
  type HtmlElement,
  type HtmlNode,
  headingLevel,
  isBlock,
  isElement,
  isText,
  parseHtml,
  walk,
} from './html-tree.ts'
import type { NewBlock } from './text-builder.ts'

export interface HtmlPage extends HtmlFacts {
  /** In the order in which they are written; the place of each is an anchor, where it or the heading above has one. */
  blocks: NewBlock[]
}

/**
 * What a web page says, without what frames it. Throws `too-complex` or `too-large` where it is no page that people
 * write. Takes time in proportion to the page. `from`: a mail has no site's menus around its text, and loses nothing.
 */
export function readHtmlPage(source: string, from: 'site' | 'mail' = 'site'): HtmlPage {
  const page = parseHtml(source)
  const body = page.childNodes.filter(isElement).find(({ tagName }) => tagName === 'body')
  const facts = htmlFacts(page)
  if (!body) return { ...facts, blocks: [] }
  const isShown = createShown(page)
  const { root, furniture, title } = from === 'site' ? mainContentOf(body, isShown) : allOf(body)
  const isLeftIn: IsLeftIn = element => isShown(element) && !furniture.has(element)
  const blocks = blocksOf(root, isLeftIn, title)
  const heading = blocks.find(({ kind, level }) => kind === 'heading' && level === 1)
  return { ...facts, title: facts.title ?? heading?.text ?? null, blocks }
}

function allOf(body: HtmlElement): MainContent {
  return { root: body, furniture: new Set(), title: null }
}

type Kind = 'paragraph' | 'list-item' | 'term' | 'definition' | 'heading'

/** An element inside which text is of a kind: the first of an item is the item, what follows stands by itself. */
interface Frame {
  element: HtmlElement
  kind: Kind
  isFresh: boolean
}

function blocksOf(root: HtmlElement, isLeftIn: IsLeftIn, title: HtmlElement | null): NewBlock[] {
  const { blocks, add } = createBlocks()
  const anchors = createAnchors()
  const frames: Frame[] = []
  let run: string[] = []
  let terms: string[] = []
  let hasText = false
  /** The last part that opens and that nothing but another follows. */
  let lastAlone: HtmlElement | null = null

  const addText = (kind: NewBlock['kind'], text: string) => add({ kind, text, ...anchors.take() })
  const endTerms = () => {
    for (const term of terms) addText('paragraph', term)
    terms = []
  }
  const flush = () => {
    const parts = paragraphsOf(run.join(''))
    run = []
    hasText = false
    for (const text of parts) {
      const frame = frames.at(-1)
      const kind = frame?.isFresh ? frame.kind : 'paragraph'
      if (frame) frame.isFresh = frame.kind === 'term'
      if (kind === 'term') {
        terms.push(text)
        continue
      }
      if (kind === 'definition' && terms.length > 0) {
        const named = terms.join(', ')
        terms = []
        addText('paragraph', `${named}${/[?:!.]$/.test(named) ? '' : ':'} ${text}`)
        continue
      }
      endTerms()
      if (kind === 'heading') addHeading(BELOW_ALL_HEADINGS, text)
      else addText(kind === 'list-item' ? kind : 'paragraph', text)
    }
  }
  const addHeading = (level: number, text: string, element?: HtmlElement) => {
    add({ kind: 'heading', level, text, ...anchors.takeHeading(level, element) })
  }
  /** Whether what is inside is still to be read. */
  const enterBlock = (element: HtmlElement): boolean => {
    flush()
    const { tagName } = element
    const isOfList =
      ['dt', 'dd'].includes(tagName) || ['term', 'definition'].includes(frames.at(-1)?.kind ?? '')
    if (!isOfList) endTerms()
    anchors.open(element)
    if (headingLevel(element) > 0) {
      endTerms()
      const text = lineOf(element, isLeftIn)
      if (text) addHeading(headingLevel(element), text, element)
      return false
    }
    if (tagName === 'pre') {
      endTerms()
      addText('code', codeOf(element, isLeftIn))
      return false
    }
    if (tagName === 'table' && !isForLayout(element, isLeftIn)) {
      endTerms()
      addTable(element)
      return false
    }
    const kind = kindOf(tagName, element.parentNode === lastAlone)
    if (kind) frames.push({ element, kind, isFresh: true })
    return true
  }
  const addTable = (table: HtmlElement) => {
    for (const caption of table.childNodes.filter(isElement))
      if (caption.tagName === 'caption' && isLeftIn(caption)) {
        const text = lineOf(caption, isLeftIn)
        if (text) addText('paragraph', text)
      }
    for (const { element, text } of rowsOfTable(table, isLeftIn)) {
      anchors.open(table)
      anchors.open(element)
      addText('table-row', text)
    }
  }

  if (title) addHeading(1, lineOf(title, isLeftIn), title)
  walk(root, {
    enter(node, siblings, at) {
      if (isText(node)) {
        run.push(node.value.replace(/\s+/g, ' '))
        hasText ||= node.value.trim() !== ''
      }
      if (!isElement(node)) return
      if (!isLeftIn(node)) return false
      if (node.tagName === 'details' && endsAlone(siblings, at)) lastAlone = node
      if (isBlock(node)) return enterBlock(node)
      run.push(powerSign(node, run.at(-1)))
      if (node.tagName === 'br') run.push('\n')
      else if (!hasText) anchors.open(node)
      return
    },
    leave(element) {
      if (!isBlock(element)) return
      flush()
      if (frames.at(-1)?.element === element) frames.pop()
    },
  })
  flush()
  endTerms()
  return blocks
}

const BELOW_ALL_HEADINGS = 6

function kindOf(tagName: string, isOverItsOwn: boolean): Kind | null {
  switch (tagName) {
    case 'li':
      return 'list-item'
    case 'dt':
      return 'term'
    case 'dd':
      return 'definition'
    case 'summary':
      return isOverItsOwn ? 'heading' : null
    default:
      return null
  }
}

/** Whether nothing but another such part, or a heading, follows: all that is read below its summary is what it opens. */
function endsAlone(siblings: readonly HtmlNode[], at: number): boolean {
  for (const next of siblings.slice(at + 1, at + 1 + MOST_BETWEEN)) {
    if (isElement(next)) return next.tagName === 'details' || headingLevel(next) > 0
    if (isText(next) && next.value.trim()) return false
  }
  return true
}

/** A blank, a comment and a blank. */
const MOST_BETWEEN = 4

/** An empty line between two parts of a text that only `br` parts. */
const EMPTY_LINE = /\n[\n ]*\n/

function paragraphsOf(run: string): string[] {
  return run
    .split(EMPTY_LINE)
    .map(part =>
      part
        .replace(/ +/g, ' ')
        .replace(/ ?\n ?/g, '\n')
        .trim(),
    )
    .filter(Boolean)
}

function codeOf(pre: HtmlElement, isLeftIn: IsLeftIn): string {
  const parts: string[] = []
  walk(pre, {
    enter(node) {
      if (isText(node)) parts.push(node.value)
      if (!isElement(node)) return
      if (node.tagName === 'br') parts.push('\n')
      return isLeftIn(node)
    },
    leave(node) {
      if (isBlock(node) && !parts.at(-1)?.endsWith('\n')) parts.push('\n')
    },
  })
  return parts.join('')
}

/** No more of them than a text may have, and none longer: 5 MB can say much more than they hold. */
function createBlocks() {
  const blocks: NewBlock[] = []
  let characters = 0
  return {
    blocks,
    add(block: NewBlock & { locator?: Locator }) {
      characters += block.text.length
      if (characters > MAX_TEXT_CHARACTERS) throw new ExtractionFailure('too-large')
      if (blocks.length === MAX_BLOCKS) throw new ExtractionFailure('too-complex')
      blocks.push(block)
    },
  }
}
