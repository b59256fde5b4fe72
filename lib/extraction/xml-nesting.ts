/** Word itself nests about 20 deep; table in table in table reaches 100. Parsers recurse at every level. */
const MAX_DEPTH = 256

export interface NestingMeter {
  /** Reads the next bytes of one XML part; true once elements stand deeper than `maxDepth`. */
  tooDeep(chunk: Uint8Array): boolean
  /** A document type declares things of its own: only ever an attempt at entity expansion, Office parts never do. */
  hasDeclarations(): boolean
}

/**
 * Counts open elements byte by byte, across chunks, in UTF-8 or UTF-16 XML. It has to be right about well
 * formed XML only: a parser refuses the rest by itself.
 */
export function createNestingMeter(): NestingMeter {
  let depth = 0
  let reading: 'text' | 'name' | 'tag' | 'declaration' | 'comment' | 'cdata' | 'instruction' = 'text'
  let closing = false
  let declares = false
  let quote = 0
  let previous = 0
  let beforePrevious = 0

  const readByte = (byte: number) => {
    switch (reading) {
      case 'text':
        if (byte === at('<')) reading = 'name'
        return
      case 'name':
        closing = byte === at('/')
        quote = 0
        reading = byte === at('!') ? 'declaration' : byte === at('?') ? 'instruction' : 'tag'
        if (byte === at('>')) reading = 'text'
        return
      case 'tag':
        if (quote !== 0) quote = byte === quote ? 0 : quote
        else if (byte === at('"') || byte === at("'")) quote = byte
        else if (byte === at('>')) {
          reading = 'text'
          if (closing) depth--
          else if (previous !== at('/')) depth++
        }
        return
      case 'declaration':
        if (byte === at('-') && previous === at('-') && beforePrevious === at('!')) reading = 'comment'
        else if (byte === at('[') && previous === at('!')) reading = 'cdata'
        else if (byte === at('[')) declares = true
        else if (byte === at('>')) reading = 'text'
        return
      case 'comment':
        if (byte === at('>') && previous === at('-') && beforePrevious === at('-')) reading = 'text'
        return
      case 'cdata':
        if (byte === at('>') && previous === at(']') && beforePrevious === at(']')) reading = 'text'
        return
      case 'instruction':
        if (byte === at('>') && previous === at('?')) reading = 'text'
    }
  }

  return {
    tooDeep(chunk) {
      for (const byte of chunk) {
        if (byte === 0) continue // the other half of a UTF-16 character
        readByte(byte)
        beforePrevious = previous
        previous = byte
        if (depth > MAX_DEPTH) return true
      }
      return false
    },
    hasDeclarations: () => declares,
  }
}

const at = (character: string) => character.charCodeAt(0)
