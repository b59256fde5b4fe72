import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'

export interface XmlElement {
  /** Without its prefix, which every program chooses for itself. */
  name: string
  /** Between name and bracket, as written; `attributeOf` reads it. */
  tag: string
  children: XmlNode[]
}
/** Text is unescaped. */
export type XmlNode = XmlElement | string

/** What walks a tree goes down by calling itself. */
const MAX_DEPTH = 256
/** Of one part; a tree of this many elements takes about half of the child's memory. */
const MAX_ELEMENTS = 1_000_000

/** The element that a part consists of. Throws `damaged` where elements do not close, `too-complex` beyond the limits. */
export function readXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', tag: '', children: [] }
  const open = [root]
  let elements = 0
  for (let at = 0; at < xml.length; ) {
    const start = xml.indexOf('<', at)
    addText(open.at(-1)!, xml.slice(at, start < 0 ? undefined : start))
    if (start < 0) break
    const aside = asideAt(xml, start)
    if (aside) {
      if (aside.text) open.at(-1)!.children.push(aside.text)
      at = aside.end
      continue
    }
    const end = endOfTag(xml, start)
    const tag = xml.slice(start + 1, end)
    at = end + 1
    if (tag.startsWith('/')) {
      if (open.pop()!.name !== localName(tag.slice(1).trimEnd()) || open.length === 0) throw damaged()
      continue
    }
    if (++elements > MAX_ELEMENTS) throw new ExtractionFailure('too-complex')
    const element = elementOf(tag)
    open.at(-1)!.children.push(element)
    if (!tag.endsWith('/')) open.push(element)
    if (open.length > MAX_DEPTH) throw new ExtractionFailure('too-complex')
  }
  const found = childrenOf(root)[0]
  if (open.length > 1 || !found) throw damaged()
  return found
}

/** By its whole name, with the prefix that its kind of file gives it. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  for (const [, found, quoted = '', single = ''] of element.tag.matchAll(ATTRIBUTE))
    if (found === name) return unescaped(quoted || single)
  return undefined
}

const ATTRIBUTE = /(?<![^\s"'])([^\s"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

/** Down from an element by the names of its children, of each the first. */
export function childAt(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  let found = element
  for (const name of names) found = found && childrenOf(found, name)[0]
  return found
}

/** In the order of the part, outer before inner. */
export function* descendantsOf(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of childrenOf(element)) {
    if (child.name === name) yield child
    yield* descendantsOf(child, name)
  }
}

/** All the text in it. */
export function textOf(node: XmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('')
}

function addText(element: XmlElement, text: string): void {
  if (text) element.children.push(unescaped(text))
}

/** What begins with `<` and is no element: null for an element. */
function asideAt(xml: string, start: number): { end: number; text?: string } | null {
  const [opening, closing] = ASIDES.find(([opening]) => xml.startsWith(opening, start)) ?? []
  if (!opening || !closing) return null
  const end = xml.indexOf(closing, start + opening.length)
  if (end < 0) throw damaged()
  const text = opening === '<![CDATA[' ? xml.slice(start + opening.length, end) : ''
  return { end: end + closing.length, text }
}

/** A document type with entities of its own is refused before; what one without says does not matter. */
const ASIDES = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

/** A bracket inside an attribute ends nothing. */
function endOfTag(xml: string, start: number): number {
  let quote = ''
  for (let at = start + 1; at < xml.length; at++) {
    const character = xml[at]!
    if (quote) quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
  }
  throw damaged()
}

function elementOf(tag: string): XmlElement {
  const name = /^[^\s/]+/.exec(tag)?.[0]
  if (!name) throw damaged()
  return { name: localName(name), tag: tag.slice(name.length), children: [] }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, decimal, hex, named) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
      if (code === null) return NAMED[named] ?? whole
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function damaged(): ExtractionFailure {
  return new ExtractionFailure('damaged')
}
