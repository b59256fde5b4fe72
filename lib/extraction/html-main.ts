import { COOKIES, FURNITURE_ROLES, hasFrameName, isOfMenu, nameOf, outlineOf } from './html-outline.ts'
import { isForLayout } from './html-table.ts'
import { attributeOf, type HtmlElement, headingLevel, isElement, isText, roleOf, walk } from './html-tree.ts'

export interface MainContent {
  /** Where the page's own text stands. */
  root: HtmlElement
  /** What inside of it is there on every page of a site. */
  furniture: ReadonlySet<HtmlElement>
  /** The page's one `h1` where it stands outside of `root`. */
  title: HtmlElement | null
}

/** What sites call their menus: what is called so and has the links of one is one wherever it stands. */
const MENU_NAME = /(?:^|[\s_-])(?:nav|navigation|menu)(?:$|[\s_-])/i
/** In letters: no banner says more, and a page about cookies does. */
const LONGEST_BANNER = 1_500
/** So few links are a sentence's. */
const LEAST_LINKS = 3
/** Of the letters of a menu that nobody has named one. */
const MENU_SHARE = 0.85
/** Less than these shares: a page of menus is what its readers came for. */
const LEAST_KEPT = { ofAll: 0.05, ofGuessed: 0.25 }
const MENU_ELEMENTS = new Set(['ul', 'ol', 'dl', 'div', 'section', 'p', 'table', 'center', 'form'])

/** Of what an element shows, in letters; `own`: without what was named furniture; `kept`: nor what looks like it. */
interface Measure {
  element: HtmlElement
  all: number
  own: number
  kept: number
  inLinks: number
  inHeadings: number
  links: number
  /** Of `links`, those to places of the same page. */
  jumps: number
  titles: number
  /** Something in it looked like furniture. */
  hadMenu: boolean
  /** It begins behind the page's first heading. */
  isBelowHeading: boolean
  /** It ends behind the page's last text. */
  isBelowText: boolean
  /** A list below `Please send these forms:`. */
  isAnnounced: boolean
}

/** Parts a page's own text from what frames it. Takes time in proportion to the page, and never drops all of it. */
export function mainContentOf(body: HtmlElement, isShown: (element: HtmlElement) => boolean): MainContent {
  const named = new Set<HtmlElement>()
  const guessed = new Set<HtmlElement>()
  const mains: Measure[] = []
  const articles: Measure[] = []
  const titles: HtmlElement[] = []
  const open: Measure[] = [measureOf(body)]
  const { beginning, lastText } = outlineOf(body, isShown)
  let hasBegun = false
  let hasEnded = lastText === null
  let said = ''
  /** How many of each are open. */
  const inside = { main: 0, article: 0, section: 0, heading: 0, link: 0 }
  const isMain = (element: HtmlElement) => element.tagName === 'main' || roleOf(element) === 'main'
  const count = (element: HtmlElement, by: number) => {
    if (isMain(element)) inside.main += by
    if (element.tagName === 'article') inside.article += by
    if (element.tagName === 'section') inside.section += by
    if (headingLevel(element) > 0) inside.heading += by
    if (isOfMenu(element)) inside.link += by
  }
  walk(body, {
    enter(node) {
      const top = open.at(-1)!
      const isAnnounced = said.endsWith(':')
      const isBelowHeading = hasBegun
      hasBegun ||= node === beginning
      hasEnded ||= node === lastText
      if (isText(node)) {
        const letters = lettersOf(node.value)
        if (letters > 0) said = node.value.trimEnd()
        for (const key of ['all', 'own', 'kept'] as const) top[key] += letters
        if (inside.link > 0) top.inLinks += letters
        if (inside.heading > 0) top.inHeadings += letters
      }
      if (!isElement(node)) return
      if (!isShown(node)) return false
      const measure = { ...measureOf(node), isBelowHeading, isAnnounced }
      if (isOfMenu(node) && attributeOf(node, 'href') !== undefined) {
        measure.links++
        if (attributeOf(node, 'href')!.startsWith('#')) measure.jumps++
      }
      if (isMain(node)) mains.push(measure)
      if (node.tagName === 'article') articles.push(measure)
      if (node.tagName === 'h1') {
        measure.titles++
        titles.push(node)
      }
      count(node, 1)
      open.push(measure)
      return
    },
    leave(element) {
      const measure = open.pop()!
      const above = open.at(-1)!
      count(element, -1)
      above.all += measure.all
      above.titles += measure.titles
      measure.isBelowText = hasEnded
      if (measure.links > 0 && isWritten(measure, isShown))
        for (const key of ['inLinks', 'links', 'jumps'] as const) measure[key] = 0
      if (isNamedFurniture(measure, inside)) {
        named.add(element)
        return
      }
      above.own += measure.own
      if (looksLikeFurniture(measure, inside)) {
        guessed.add(element)
        above.hadMenu = true
        return
      }
      above.hadMenu ||= measure.hadMenu
      for (const key of ['kept', 'inLinks', 'inHeadings', 'links', 'jumps'] as const)
        above[key] += measure[key]
    },
  })
  const page = open[0]!
  if (page.own < LEAST_KEPT.ofAll * page.all) return { root: body, furniture: new Set(), title: null }
  const furniture = page.kept < LEAST_KEPT.ofGuessed * page.own ? named : new Set([...named, ...guessed])
  const lone = [mains, articles].find(found => found.length === 1)?.[0]
  const root = lone && lone.own > page.own / 2 && !isAmong(lone.element, named) ? lone.element : body
  const [title] = titles
  return { root, furniture, title: titles.length === 1 && !isWithin(title!, root) ? title! : null }
}

function measureOf(element: HtmlElement): Measure {
  return {
    element,
    all: 0,
    own: 0,
    kept: 0,
    inLinks: 0,
    inHeadings: 0,
    links: 0,
    jumps: 0,
    titles: 0,
    hadMenu: false,
    isBelowHeading: false,
    isBelowText: false,
    isAnnounced: false,
  }
}

const LISTS = new Set(['ul', 'ol', 'dl'])

/** Whether its links are what somebody tells: the cells of a table, or a list that a text announces. */
function isWritten({ element, isAnnounced }: Measure, isShown: (element: HtmlElement) => boolean): boolean {
  if (element.tagName === 'table') return !isForLayout(element, isShown)
  return isAnnounced && LISTS.has(element.tagName)
}

function isNamedFurniture(
  { element, own, inLinks, titles }: Measure,
  inside: { main: number; article: number; section: number },
): boolean {
  const { tagName } = element
  if (tagName === 'nav' || tagName === 'search' || FURNITURE_ROLES.has(roleOf(element))) return true
  const isContent = inside.article > 0 || inside.main > 0
  const isOfPage = !isContent && inside.section === 0
  if (tagName === 'footer') return isOfPage
  // A page's title often stands in its header; its menus are named by themselves.
  if (tagName === 'header') return isOfPage && titles === 0
  if (tagName !== 'aside' && roleOf(element) !== 'complementary') return false
  // A note is text; a list of links beside it is none.
  return inLinks * 2 > own
}

function looksLikeFurniture(measure: Measure, inside: { main: number; article: number }): boolean {
  const { element, own, kept, inLinks, inHeadings, links, jumps, hadMenu } = measure
  if (own === 0 || !MENU_ELEMENTS.has(element.tagName)) return false
  const name = nameOf(element)
  if (own < LONGEST_BANNER && COOKIES.test(name)) return true
  const isContent = inside.main > 0 || inside.article > 0
  if (!isContent && hasFrameName(element)) return true
  // The heading above a menu goes with it.
  if (!isContent && hadMenu && kept === inHeadings) return true
  // Below a heading any other word is a text.
  const isOfLinks = inHeadings > 0 ? inLinks + inHeadings >= kept : inLinks >= MENU_SHARE * kept
  if (links < LEAST_LINKS || !isOfLinks) return false
  // A table of its own contents.
  if (jumps === links) return true
  // In the text a list of links is what somebody wrote.
  if (isContent) return false
  return !measure.isBelowHeading || measure.isBelowText || MENU_NAME.test(name)
}

function isWithin(element: HtmlElement, outer: HtmlElement): boolean {
  let at: typeof element.parentNode = element
  while (at && at !== outer) at = isElement(at) ? at.parentNode : null
  return at === outer
}

function isAmong(element: HtmlElement, outer: ReadonlySet<HtmlElement>): boolean {
  let at: typeof element.parentNode = element
  while (at && !(isElement(at) && outer.has(at))) at = isElement(at) ? at.parentNode : null
  return at !== null
}

function lettersOf(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 32) letters++
  return letters
}
