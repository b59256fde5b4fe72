import { attributeOf, type HtmlElement, headingLevel, isElement, isText, roleOf, walk } from './html-tree.ts'

export interface MainContent {
  /** Where the page's own text stands. */
  root: HtmlElement
  /** What inside of it is there on every page of a site. */
  furniture: ReadonlySet<HtmlElement>
  /** The page's one `h1` where it stands outside of `root`. */
  title: HtmlElement | null
}

const FURNITURE_ROLES = new Set([
  ...['navigation', 'banner', 'contentinfo', 'search', 'menu', 'menubar', 'dialog', 'alertdialog', 'toolbar'],
])
const COOKIES = /(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|cookiebot)(?:$|[\s_-])/i
/** What sites without elements for it call their frame, by id or class. */
const FRAME_NAMES = new Set([
  ...[
    'footer',
    'site-footer',
    'page-footer',
    'colophon',
    'sidebar',
    'breadcrumb',
    'breadcrumbs',
    'navbar',
    'masthead',
  ],
])
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
}

/** Parts a page's own text from what frames it. Takes time in proportion to the page, and never drops all of it. */
export function mainContentOf(body: HtmlElement, isShown: (element: HtmlElement) => boolean): MainContent {
  const named = new Set<HtmlElement>()
  const guessed = new Set<HtmlElement>()
  const mains: Measure[] = []
  const articles: Measure[] = []
  const titles: HtmlElement[] = []
  const open: Measure[] = [measureOf(body)]
  /** How many of each are open. */
  const inside = { main: 0, article: 0, section: 0, heading: 0, link: 0 }
  const isMain = (element: HtmlElement) => element.tagName === 'main' || roleOf(element) === 'main'
  const count = (element: HtmlElement, by: number) => {
    if (isMain(element)) inside.main += by
    if (element.tagName === 'article') inside.article += by
    if (element.tagName === 'section') inside.section += by
    if (headingLevel(element) > 0) inside.heading += by
    if (element.tagName === 'a') inside.link += by
  }
  walk(body, {
    enter(node) {
      const top = open.at(-1)!
      if (isText(node)) {
        const letters = lettersOf(node.value)
        for (const key of ['all', 'own', 'kept'] as const) top[key] += letters
        if (inside.link > 0) top.inLinks += letters
        if (inside.heading > 0) top.inHeadings += letters
      }
      if (!isElement(node)) return
      if (!isShown(node)) return false
      const measure = measureOf(node)
      if (node.tagName === 'a' && attributeOf(node, 'href') !== undefined) {
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
  }
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
  // A note stands in the text; a list of links beside it is none.
  return !isContent || inLinks * 2 > own
}

function looksLikeFurniture(
  { element, own, kept, inLinks, inHeadings, links, jumps, hadMenu }: Measure,
  inside: { main: number; article: number },
): boolean {
  if (own === 0 || !MENU_ELEMENTS.has(element.tagName)) return false
  const name = `${attributeOf(element, 'id') ?? ''} ${attributeOf(element, 'class') ?? ''}`
  if (own < LONGEST_BANNER && COOKIES.test(name)) return true
  const isContent = inside.main > 0 || inside.article > 0
  if (!isContent && name.split(' ').some(one => FRAME_NAMES.has(one.toLowerCase()))) return true
  // The heading above a menu goes with it.
  if (!isContent && hadMenu && kept === inHeadings) return true
  if (links < LEAST_LINKS || inLinks < MENU_SHARE * kept) return false
  // In the text a list of links is what somebody wrote, but for a table of its own contents.
  return !isContent || jumps === links
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
