import { type Attribute, OWN } from './marshall.ts'

/** The plain values of an item; numbers that would not be exact are bigints, as the SDK has them. */
export function unmarshallMap(map: Record<string, Attribute>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(map)) {
    const value = unmarshall(map[name]!)
    if (name === '__proto__') Object.defineProperty(values, name, { value, ...OWN })
    else values[name] = value
  }
  return values
}

export function unmarshall(attribute: Attribute): unknown {
  for (const type in attribute) return plainValue(type, attribute[type] as never)
  throw new TypeError('DynamoDB gave a value without a type.')
}

function plainValue(type: string, value: never): unknown {
  switch (type) {
    case 'S':
    case 'BOOL':
      return value
    case 'N':
      return numberOf(value)
    case 'NULL':
      return null
    case 'M':
      return unmarshallMap(value)
    case 'L':
      return (value as Attribute[]).map(unmarshall)
    case 'B':
      return bytesOf(value)
    case 'SS':
      return new Set(value as string[])
    case 'NS':
      return new Set((value as string[]).map(numberOf))
    case 'BS':
      return new Set((value as string[]).map(bytesOf))
    default:
      throw new TypeError(`DynamoDB has no type ${type}.`)
  }
}

function numberOf(digits: string): number | bigint {
  const number = Number(digits)
  const exact = number <= Number.MAX_SAFE_INTEGER && number >= Number.MIN_SAFE_INTEGER
  return exact ? number : BigInt(digits)
}

/** Not a Buffer: `slice` of one is no copy. */
function bytesOf(base64: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64')
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
