import { malformedXml } from '../s3-error.ts'

export interface XmlElement {
  name: string
  /** Empty when the element has children. */
  text: string
  children: XmlElement[]
}

/**
 * Reads the few documents clients send to S3 and returns the root element. Knows elements, attributes (read
 * over: S3 needs none), text, CDATA, comments, and the predefined and numeric references; a DOCTYPE is refused,
 * because entities of one's own are only ever an attack here. Throws MalformedXML.
 */
export function readXml(document: string, rootName: string): XmlElement {
  const top: XmlElement = { name: '', text: '', children: [] }
  const open = [top]
  let position = 0
  for (const match of document.matchAll(TOKEN)) {
    if (match.index !== position) throw malformedXml()
    position += match[0].length
    const parent = open.at(-1)!
    const { text, cdata, start, empty, end } = match.groups!
    if (text !== undefined) parent.text += resolveReferences(text)
    else if (cdata !== undefined) parent.text += cdata
    else if (start !== undefined) {
      const element = { name: start, text: '', children: [] }
      parent.children.push(element)
      if (!empty) open.push(element)
      if (open.length > MAX_DEPTH) throw malformedXml()
    } else if (end !== undefined && open.pop()?.name !== end) throw malformedXml()
  }
  const root = top.children[0]
  const alone = top.children.length === 1 && top.text.trim() === ''
  if (position !== document.length || open.length !== 1 || !alone || root?.name !== rootName) {
    throw malformedXml()
  }
  return onlyTextOfLeaves(root)
}

export function childText(element: XmlElement, name: string): string | undefined {
  const found = childrenNamed(element, name)
  if (found.length > 1 || (found[0]?.children.length ?? 0) > 0) throw malformedXml()
  return found[0]?.text
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(child => child.name === name)
}

/** A child that isn't expected asks for something we would silently not do. */
export function expectOnly(element: XmlElement, names: string[]): void {
  if (element.children.some(child => !names.includes(child.name))) throw malformedXml()
}

/** S3's documents are four levels deep at most. */
const MAX_DEPTH = 10
const NAME = '[A-Za-z_][\\w.\\-]*(?::[A-Za-z_][\\w.\\-]*)?'
const ATTRIBUTE = `\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`
const TOKEN = new RegExp(
  `<\\?xml[^<>]*?\\?>|<!--.*?-->|<!\\[CDATA\\[(?<cdata>.*?)\\]\\]>|</(?<end>${NAME})\\s*>|` +
    `<(?<start>${NAME})(?:${ATTRIBUTE})*\\s*(?<empty>/?)>|(?<text>[^<]+)|<`,
  'gs',
)

function onlyTextOfLeaves(element: XmlElement): XmlElement {
  if (element.children.length === 0) return element
  if (element.text.trim() !== '') throw malformedXml()
  return { name: element.name, text: '', children: element.children.map(onlyTextOfLeaves) }
}

function resolveReferences(text: string): string {
  return text.replace(/&([^;\s]{0,10})(;?)/g, (_, name: string, semicolon: string) => {
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name)
    const code = digits === null ? NaN : digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2])
    const character = NAMED[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined)
    if (semicolon === '' || character === undefined) throw malformedXml()
    return character
  })
}

const NAMED: Record<string, string | undefined> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
