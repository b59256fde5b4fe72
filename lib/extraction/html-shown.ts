import { attributeOf, type HtmlElement, headingLevel, isElement, roleOf, walk } from './html-tree.ts'

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
 * Tells what of a page its readers can see. What a heading or a tab opens counts as seen, however closed it is: the
 * answers of a list of questions.
 */
export function createShown(page: HtmlElement): (element: HtmlElement) => boolean {
  const opened = openedBelow(page)
  return element => {
    const { tagName } = element
    if (NEVER_SHOWN.has(tagName)) return false
    // However it is marked: a script shows it when the page is loaded.
    if (tagName === 'main') return true
    if (tagName === 'dialog' && attributeOf(element, 'open') === undefined) return false
    if (tagName === 'button') return isInHeading(element)
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

/** The ids of what headings and tabs open. */
function openedBelow(page: HtmlElement): Set<string> {
  const opened = new Set<string>()
  walk(page, {
    enter(node) {
      if (!isElement(node) || node.attrs.length === 0) return
      const controls = attributeOf(node, 'aria-controls')
      if (controls && (roleOf(node) === 'tab' || headingLevel(node) > 0 || isInHeading(node)))
        for (const id of controls.split(/\s+/)) opened.add(id)
    },
  })
  return opened
}
