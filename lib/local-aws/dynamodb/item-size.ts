import type { Attribute, Item } from './store.ts'

/** DynamoDB's limit: 400 KB for names and values together. */
export const MAX_ITEM_BYTES = 400 * 1024

/**
 * Bytes that DynamoDB counts for an item. dynalite counts characters, which lets text outside ASCII
 * through at up to three times the limit.
 * Source: "DynamoDB item sizes and formats", Amazon DynamoDB developer guide.
 */
export function itemBytes(item: Item): number {
  let bytes = 0
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + attributeBytes(value)
  return bytes
}

function attributeBytes(attribute: Attribute): number {
  const [type, value] = Object.entries(attribute)[0]!
  switch (type) {
    case 'S':
      return Buffer.byteLength(value as string)
    case 'N':
      return numberBytes(value as string)
    case 'B':
      return Buffer.byteLength(value as string, 'base64')
    case 'SS':
      return sum(value as string[], text => Buffer.byteLength(text))
    case 'NS':
      return sum(value as string[], numberBytes)
    case 'BS':
      return sum(value as string[], text => Buffer.byteLength(text, 'base64'))
    case 'L':
      return 3 + sum(value as Attribute[], element => 1 + attributeBytes(element))
    case 'M':
      return 3 + Object.keys(value as Item).length + itemBytes(value as Item)
    default:
      return 1 // BOOL and NULL
  }
}

/** About one byte for two significant digits, and one more. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '')
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith('-') ? 1 : 0)
}

function sum<T>(values: T[], bytes: (value: T) => number): number {
  return values.reduce((total, value) => total + bytes(value), 0)
}
