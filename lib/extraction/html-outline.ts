import {
  attributeOf,
  type HtmlElement,
  type HtmlNode,
  headingLevel,
  isElement,
  isText,
  roleOf,
  walk,
} from './html-tree.ts'

export const FURNITURE_ROLES = new Set([
  ...['navigation', 'banner', 'contentinfo', 'search', 'menu', 'menubar', 'dialog', 'alertdialog', 'toolbar'],
])
export const COOKIES = /(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|cookiebot)(?:$|[\s_-])/i
/** What sites without elements for it call their frame, by id or class. */
const FRAME_NAMES = new Set([
  ...['footer', 'site-footer', 'page-footer', 'colophon', 'sidebar', 'breadcrumb', 'breadcrumbs', 'navbar'],
  ...['masthead'],
])
const FRAME_ELEMENTS = new Set(['nav', 'search', 'footer'])
/** What leads to a person or to a file is no entry of a menu. */
const TO_PERSON = /^\s*(?:mailto|tel|sms):/i
const TO_FILE = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|zip|epub|ics)(?:[?#]|\s*$)/i
/** The last line of a page, below its last menu. */
const RIGHTS = /^\s*(?:©|\(c\)|copyright|all rights)/i
const WORD = /[\p{L}\p{N}]/u

/** Where the text of a page begins and ends, as far as can be told before its menus are known. */
export interface Outline {
  /** Its first heading; its first text where it has no heading. */
  beginning: HtmlNode | null
  /** The last that is neither a heading nor an entry of a menu. */
  lastText: HtmlNode | null
}

export function outlineOf(body: HtmlElement, isShown: (element: HtmlElement) => boolean): Outline {
  let heading: HtmlNode | null = null
  let firstText: HtmlNode | null = null
  let lastText: HtmlNode | null = null
  let apart = 0
  const isApart = (element: HtmlElement) => isOfMenu(element) || headingLevel(element) > 0
  walk(body, {
    enter(node) {
      if (isText(node) && apart === 0 && WORD.test(node.value) && !RIGHTS.test(node.value)) {
        firstText ??= node
        lastText = node
      }
      if (!isElement(node)) return
      if (!isShown(node) || isFrame(node)) return false
      if (headingLevel(node) > 0) heading ??= node
      if (isApart(node)) apart++
      return
    },
    leave(element) {
      if (isApart(element)) apart--
    },
  })
  return { beginning: heading ?? firstText, lastText }
}

export function isOfMenu(element: HtmlElement): boolean {
  if (element.tagName !== 'a') return false
  const address = attributeOf(element, 'href') ?? ''
  return !TO_PERSON.test(address) && !TO_FILE.test(address)
}

export function nameOf(element: HtmlElement): string {
  return `${attributeOf(element, 'id') ?? ''} ${attributeOf(element, 'class') ?? ''}`
}

export function hasFrameName(element: HtmlElement): boolean {
  return nameOf(element)
    .split(' ')
    .some(one => FRAME_NAMES.has(one.toLowerCase()))
}

function isFrame(element: HtmlElement): boolean {
  const isNamed = FRAME_ELEMENTS.has(element.tagName) || FURNITURE_ROLES.has(roleOf(element))
  return isNamed || hasFrameName(element) || COOKIES.test(nameOf(element))
}
