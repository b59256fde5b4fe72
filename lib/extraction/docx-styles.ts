/** What the name of a paragraph style says about its paragraphs. */
export interface HeadingStyle {
  level: number
  isTitle: boolean
}

/**
 * Word calls its heading styles "heading 1" to "heading 9" in `styles.xml` in every language, whatever
 * id they carry ("Heading1", "1", "berschrift1"); a style of one's own may have an outline level instead.
 * Returns them by style id. (ECMA-376-1, 17.7.4 and 17.3.1.20.)
 */
export function readHeadingStyles(stylesXml: string): Map<string, HeadingStyle> {
  const styles = new Map<string, HeadingStyle>()
  const basedOn = new Map<string, string>()
  for (const chunk of stylesXml.split(/<w:style\b/).slice(1)) {
    const style = chunk.slice(0, chunk.indexOf('</w:style>') >>> 0)
    const id = /\bw:styleId="([^"]*)"/.exec(style)?.[1]
    if (!id || !/\bw:type="paragraph"/.test(style)) continue
    const parent = /<w:basedOn w:val="([^"]*)"/.exec(style)?.[1]
    if (parent) basedOn.set(id, parent)
    const own = headingOf(style)
    if (own) styles.set(id, own)
  }
  for (const id of basedOn.keys()) {
    const inherited = inheritedFrom(id, basedOn, styles)
    if (inherited) styles.set(id, inherited)
  }
  return styles
}

/** A chain longer than this is a loop. Word's own are three long. */
const MAX_ANCESTORS = 10

function inheritedFrom(id: string, basedOn: Map<string, string>, styles: Map<string, HeadingStyle>) {
  let current: string | undefined = id
  for (let step = 0; current !== undefined && step < MAX_ANCESTORS; step++) {
    const found = styles.get(current)
    if (found) return found
    current = basedOn.get(current)
  }
  return null
}

/** Word has nine levels, we have six. */
const DEEPEST = 6

function headingOf(style: string): HeadingStyle | null {
  const name = /<w:name w:val="([^"]*)"/.exec(style)?.[1]?.toLowerCase() ?? ''
  if (name === 'title') return { level: 1, isTitle: true }
  const named = /^heading ([1-9])$/.exec(name)?.[1]
  // Level 9 is "body text".
  const outline = /<w:outlineLvl w:val="([0-8])"/.exec(style)?.[1]
  const level = named ? Number(named) : outline ? Number(outline) + 1 : null
  return level === null ? null : { level: Math.min(level, DEEPEST), isTitle: false }
}
