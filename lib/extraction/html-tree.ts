import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'

export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode

/** Pages of 5 MB that people write have 100,000; a million of them take the memory that a reader has. */
const MOST_NODES = 600_000
/** Pages nest some 40 deep, old ones with tags that nobody closed some hundreds. */
const MOST_OPEN = 1_000

/** The element `html` of a page, which every page has. Throws `too-complex`. */
export function parseHtml(source: string): HtmlElement {
  const document = parse(source, { treeAdapter: countingAdapter() })
  return document.childNodes.find(isElement)!
}

/** Builds the tree while it is modest. */
function countingAdapter(): typeof defaultTreeAdapter {
  let nodes = 0
  let open = 0
  return {
    ...defaultTreeAdapter,
    appendChild(parent, node) {
      if (++nodes > MOST_NODES) throw new ExtractionFailure('too-complex', { cause: 'too many elements' })
      defaultTreeAdapter.appendChild(parent, node)
    },
    insertBefore(parent, node, before) {
      if (++nodes > MOST_NODES) throw new ExtractionFailure('too-complex', { cause: 'too many elements' })
      defaultTreeAdapter.insertBefore(parent, node, before)
    },
    onItemPush() {
      if (++open > MOST_OPEN) throw new ExtractionFailure('too-complex', { cause: 'nested too deep' })
    },
    onItemPop() {
      open--
    },
  }
}

export interface Visitor {
  /** `false`: what is inside is not visited, and it is not left. `at`: its number among its siblings. */
  enter(node: HtmlNode, siblings: readonly HtmlNode[], at: number): boolean | undefined
  leave?(element: HtmlElement): void
}

/** Visits what is inside an element in the order in which it is written; it takes no stack, however deep. */
export function walk(root: HtmlElement, { enter, leave }: Visitor): void {
  const open: { element: HtmlElement; next: number }[] = [{ element: root, next: 0 }]
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const siblings = top.element.childNodes
    const at = top.next++
    const node = siblings[at]
    if (!node) {
      open.pop()
      if (open.length > 0) leave?.(top.element)
    } else if (enter(node, siblings, at) !== false && isElement(node)) open.push({ element: node, next: 0 })
  }
}

export function isElement(node: DefaultTreeAdapterTypes.Node): node is HtmlElement {
  return 'tagName' in node
}

export function isText(node: DefaultTreeAdapterTypes.Node): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text'
}

export function attributeOf(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find(attribute => attribute.name === name)?.value
}

/** `main`, `navigation`: the first that is named; empty where none is. */
export function roleOf(element: HtmlElement): string {
  return attributeOf(element, 'role')?.trim().split(/\s+/)[0]?.toLowerCase() ?? ''
}

/** 1 to 6; 0 of what is no heading. */
export function headingLevel({ tagName }: HtmlElement): number {
  return HEADINGS.indexOf(tagName) + 1
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/** What stands on lines of its own. */
export function isBlock({ tagName }: HtmlElement): boolean {
  return BLOCKS.has(tagName) || HEADINGS.includes(tagName)
}

const BLOCKS = new Set([
  ...['address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog'],
  ...['dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'header', 'hgroup'],
  ...['hr', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'p', 'pre', 'search', 'section', 'summary'],
  ...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul'],
])
