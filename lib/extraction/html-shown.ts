import {
  attributeOf,
  type HtmlElement,
  type HtmlNode,
  headingLevel,
  isBlock,
  isElement,
  isText,
  roleOf,
  walk,
} from './html-tree.ts'

/** No text of the page, or none that its readers see. */
const NEVER_SHOWN = new Set([
  ...[
    'head',
    'script',
    'style',
    'template',
    'noscript',
    'svg',
    'iframe',
    'object',
    'embed',
    'video',
    'audio',
  ],
  ...['canvas', 'map', 'select', 'textarea', 'datalist', 'input', 'noframes', 'progress', 'meter'],
  // A formula's source beside the formula, and how characters are spoken.
  ...['annotation', 'annotation-xml', 'rt', 'rp'],
])
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
/** A link beside a heading that leads to the heading itself. */
const PERMALINK = /^[#¶§🔗\u200b\s]*$/u
const SKIP_LINK = /\bskip/i

/**
 * Tells what of a page its readers can see. What a heading, a tab or a button opens counts as seen, however closed it is: the
 * answers of a list of questions.
 */
export function createShown(page: HtmlElement): (element: HtmlElement) => boolean {
  const { opened, openers } = openedBelow(page)
  return element => {
    const { tagName } = element
    if (NEVER_SHOWN.has(tagName)) return false
    // However it is marked: a script shows it when the page is loaded.
    if (tagName === 'main') return true
    if (tagName === 'dialog' && attributeOf(element, 'open') === undefined) return false
    if (tagName === 'button') return openers.has(element) || isInHeading(element)
    if (tagName === 'a' && isForMoving(element)) return false
    if (!isHidden(element)) return true
    return roleOf(element) === 'tabpanel' || opened.has(attributeOf(element, 'id') ?? '')
  }
}

function isHidden(element: HtmlElement): boolean {
  if (element.attrs.length === 0) return false
  const hidden = attributeOf(element, 'hidden')
  if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true
  return (
    attributeOf(element, 'aria-hidden') === 'true' || HIDDEN_STYLE.test(attributeOf(element, 'style') ?? '')
  )
}

/** A link to the top of the text, or the sign beside a heading. */
function isForMoving(link: HtmlElement): boolean {
  if (!attributeOf(link, 'href')?.startsWith('#')) return false
  if (SKIP_LINK.test(attributeOf(link, 'class') ?? '')) return true
  const [only, ...others] = link.childNodes
  const isSign = only !== undefined && others.length === 0 && 'value' in only && PERMALINK.test(only.value)
  return isSign && isInHeading(link)
}

/** Few headings hold more than a link in a span in a button. */
const MOST_BETWEEN = 6

function isInHeading(element: HtmlElement): boolean {
  let above = element.parentNode
  for (let step = 0; step < MOST_BETWEEN && above && isElement(above); step++) {
    if (headingLevel(above) > 0 || above.tagName === 'summary' || above.tagName === 'dt') return true
    above = above.parentNode
  }
  return false
}

/** The ids of what headings, tabs and buttons open, and the buttons that do: those are the questions over answers. */
function openedBelow(page: HtmlElement): { opened: Set<string>; openers: Set<HtmlElement> } {
  const opened = new Set<string>()
  const openers = new Set<HtmlElement>()
  let forms = 0
  walk(page, {
    enter(node, siblings, at) {
      if (!isElement(node)) return
      if (node.tagName === 'form') forms++
      if (node.tagName === 'button' && attributeOf(node, 'aria-haspopup') === undefined) {
        const says = ['aria-controls', 'aria-expanded'].some(name => attributeOf(node, name) !== undefined)
        if (says || (forms === 0 && standsOverBlock(siblings, at))) openers.add(node)
      }
      const controls = attributeOf(node, 'aria-controls')
      if (!controls) return
      if (roleOf(node) === 'tab' || headingLevel(node) > 0 || openers.has(node) || isInHeading(node))
        for (const id of controls.split(/\s+/)) opened.add(id)
    },
    leave({ tagName }) {
      if (tagName === 'form') forms--
    },
  })
  return { opened, openers }
}

/** A blank, a comment and a blank. */
const MOST_BEFORE_BLOCK = 4

function standsOverBlock(siblings: readonly HtmlNode[], at: number): boolean {
  for (const next of siblings.slice(at + 1, at + 1 + MOST_BEFORE_BLOCK)) {
    if (isElement(next)) return isBlock(next)
    if (isText(next) && next.value.trim()) return false
  }
  return false
}
