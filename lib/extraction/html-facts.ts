import { attributeOf, type HtmlElement, isElement, isText, walk } from './html-tree.ts'

/** What a page says of itself. */
export interface HtmlFacts {
  title: string | null
  /** `de`, `en-GB`, as it is written. */
  lang: string | null
  /** The address under which the page wants to be known, as it is written. */
  canonical: string | null
  /** What relative addresses start from, where that is not the page's own. */
  base: string | null
  /** Where its links lead, as they are written, each once. */
  links: string[]
}

/** More of them is a site's whole map. */
const MOST_LINKS = 10_000
const MOST_OF_ADDRESS = 2_000

export function htmlFacts(page: HtmlElement): HtmlFacts {
  let title: string | null = null
  let shared: string | null = null
  let canonical: string | null = null
  let base: string | null = null
  const links = new Set<string>()
  walk(page, {
    enter(node) {
      if (!isElement(node)) return
      switch (node.tagName) {
        case 'svg':
          return false
        case 'title':
          title ??= titleOf(node)
          return false
        case 'meta':
          if (attributeOf(node, 'property')?.toLowerCase() === 'og:title')
            shared ??= asLine(attributeOf(node, 'content') ?? '')
          return
        case 'link':
          if (/(?:^|\s)canonical(?:\s|$)/i.test(attributeOf(node, 'rel') ?? '')) canonical ??= addressOf(node)
          return
        case 'base':
          base ??= addressOf(node)
          return
        case 'a':
        case 'area': {
          const address = addressOf(node)
          if (address && links.size < MOST_LINKS) links.add(address)
          return
        }
        default:
          return
      }
    },
  })
  const lang = attributeOf(page, 'lang')?.trim() || null
  return { title: title ?? shared, lang, canonical, base, links: [...links] }
}

function titleOf({ childNodes }: HtmlElement): string | null {
  return asLine(
    childNodes
      .filter(isText)
      .map(({ value }) => value)
      .join(''),
  )
}

function asLine(text: string): string | null {
  return text.replace(/\s+/g, ' ').trim() || null
}

function addressOf(element: HtmlElement): string | null {
  const address = attributeOf(element, 'href')?.trim()
  return address && address.length <= MOST_OF_ADDRESS ? address : null
}
