import { isCleanText } from '#lib/core/clean-text.ts'
import type { Locator } from '#lib/core/documents/locator.ts'
import { attributeOf, type HtmlElement, isBlock, isElement } from './html-tree.ts'

/** Longer ids are keys of programs. */
const LONGEST_ANCHOR = 200
/** What holds many blocks: its id leads to a heading that it begins with, and to no other. */
const CONTAINERS = new Set([
  ...['article', 'aside', 'body', 'center', 'details', 'div', 'dl', 'fieldset', 'figure', 'footer', 'form'],
  ...['header', 'hgroup', 'main', 'nav', 'ol', 'search', 'section', 'tbody', 'td', 'ul'],
])

interface Place {
  locator?: Locator
}

/** Knows by which id of a page each of its blocks is reached: its own, else that of the nearest heading above. */
export function createAnchors() {
  let headings: { level: number; anchor: string | null }[] = []
  let ofContainer: string | null = null
  let ofBlock: string | null = null

  const placeOf = (anchor: string | null | undefined): Place => {
    ofContainer = null
    ofBlock = null
    return anchor ? { locator: { kind: 'anchor', anchor } } : {}
  }
  return {
    /** Something begins that may have an id. */
    open(element: HtmlElement): void {
      const anchor = anchorOf(element)
      if (anchor === null) return
      if (CONTAINERS.has(element.tagName)) ofContainer = anchor
      else if (isBlock(element) || ofBlock === null) ofBlock = anchor
    },
    /** The place of a block that begins here. */
    take(): Place {
      return placeOf(ofBlock ?? headings.findLast(({ anchor }) => anchor !== null)?.anchor)
    },
    takeHeading(level: number, element?: HtmlElement): Place {
      const anchor = (element && (anchorOf(element) ?? anchorInside(element))) ?? ofBlock ?? ofContainer
      headings = headings.filter(heading => heading.level < level)
      headings.push({ level, anchor })
      return placeOf(headings.findLast(heading => heading.anchor !== null)?.anchor)
    },
  }
}

function anchorOf(element: HtmlElement): string | null {
  if (element.attrs.length === 0) return null
  const id = attributeOf(element, 'id') ?? (element.tagName === 'a' ? attributeOf(element, 'name') : '')
  return id && id.length <= LONGEST_ANCHOR && !/\s/.test(id) && isCleanText(id) ? id : null
}

/** `<h2><a name="prices"></a>Prices</h2>` */
function anchorInside(heading: HtmlElement): string | null {
  const inside = heading.childNodes.filter(isElement).slice(0, 3)
  return (
    inside
      .filter(element => !isBlock(element))
      .map(anchorOf)
      .find(Boolean) ?? null
  )
}
