const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d]

export interface JsonLimits {
  /** Arrays, objects and commas, which are a little more than there are values. */
  values: number
  objects: number
  /** Of one object. */
  members: number
  /** Of objects and arrays in each other. */
  depth: number
}

/**
 * Tells before it is parsed what holding JSON will take: millions of objects take gigabytes, and millions of members
 * in one of them end the process. Linear, and quick where strings are long. Of what is no JSON it says anything.
 */
export function isModestJson(json: Buffer, most: JsonLimits): boolean {
  let values = 0
  let objects = 0
  /** Of each object that is open its commas, -1 of an array. */
  const open: number[] = []
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case QUOTE:
        at = endOfString(json, at)
        continue
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop()
        continue
      case OPEN_OBJECT:
        objects++
        values++
        open.push(0)
        break
      case OPEN_ARRAY:
        values++
        open.push(-1)
        break
      case COMMA: {
        values++
        const last = open.length - 1
        if (last >= 0 && open[last]! >= 0) open[last]!++
        if (last >= 0 && open[last]! >= most.members) return false
        break
      }
      default:
        continue
    }
    if (values > most.values || objects > most.objects || open.length > most.depth) return false
  }
  return true
}

/** The quote that ends the string which begins there; the end of all where none does. */
function endOfString(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end >= 0; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return json.length
}
