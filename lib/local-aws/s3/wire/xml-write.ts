/** An element's content: text, child elements, or several elements of the same name. */
export type XmlContent = string | number | boolean | XmlTree | (string | XmlTree)[] | undefined
export interface XmlTree {
  [name: string]: XmlContent
}

/** A document with one root. `undefined` leaves its element out. `xmlns` is S3's, which its schema asks for. */
export function writeXml(root: string, tree: XmlTree, options: { xmlns: boolean } = { xmlns: true }): string {
  const namespace = options.xmlns ? ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"' : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace}>${children(tree)}</${root}>`
}

function children(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, content]) => {
      if (content === undefined) return ''
      const items = Array.isArray(content) ? content : [content]
      return items
        .map(item => `<${name}>${typeof item === 'object' ? children(item) : escapeXml(`${item}`)}</${name}>`)
        .join('')
    })
    .join('')
}

/** Control characters become references as S3 writes them, although XML 1.0 has no way to write most. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape
  return text.replace(/[&<>"'\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, character => {
    return NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`
  })
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
