/** A value as DynamoDB's JSON spells it, such as `{ S: 'text' }`. */
export type Attribute = Record<string, unknown>

/** Plain values as DynamoDB's JSON: what the SDK's document client makes of them, and never anything else. */
export function marshallMap(values: object): Record<string, Attribute> {
  const map: Record<string, Attribute> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const attribute = marshall(value)
    if (name === '__proto__') Object.defineProperty(map, name, { value: attribute, ...OWN })
    else map[name] = attribute
  }
  return map
}

export function marshall(value: unknown): Attribute {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: digitsOf(value) }
    case 'boolean':
      return { BOOL: value }
    case 'bigint':
      return { N: value.toString() }
    case 'object':
      return value === null ? { NULL: true } : marshallObject(value)
    default:
      throw new TypeError(`DynamoDB keeps no ${typeof value}.`)
  }
}

/** Of plain objects, so that a name such as `__proto__` is a name like any other. */
export const OWN = { enumerable: true, configurable: true, writable: true }

function marshallObject(value: object): Attribute {
  if (Array.isArray(value)) return { L: value.filter(item => item !== undefined).map(marshall) }
  if (value instanceof Uint8Array) {
    return { B: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return { M: marshallMap(value) }
  throw new TypeError(`DynamoDB keeps plain objects only, not a ${value.constructor?.name}.`)
}

function digitsOf(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`DynamoDB keeps no ${value}.`)
  // Beyond these a number may already be another than was meant.
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
    throw new RangeError(`${value} is too large to be exact: use a bigint.`)
  return value.toString()
}
