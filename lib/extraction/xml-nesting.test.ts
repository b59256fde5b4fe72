import { expect, test } from 'vitest'
import { createNestingMeter } from './xml-nesting.ts'

const tooDeep = (xml: string, chunkSize = 7) => {
  const meter = createNestingMeter()
  const bytes = Buffer.from(xml)
  for (let at = 0; at < bytes.length; at += chunkSize)
    if (meter.tooDeep(bytes.subarray(at, at + chunkSize))) return true
  return false
}
const nested = (depth: number, inside = '') =>
  `${'<a b="x>y">'.repeat(depth)}${inside}${'</a>'.repeat(depth)}`

test('siblings are not depth', () => {
  expect(tooDeep('<a><b/><c x="/"></c></a>'.repeat(5_000))).toBe(false)
})

test('256 levels pass, 257 do not', () => {
  expect(tooDeep(nested(256))).toBe(false)
  expect(tooDeep(nested(257))).toBe(true)
})

test('closing tags in comments, quotes and CDATA do not hide depth', () => {
  const closings = '</a>'.repeat(300)
  for (const hiding of [
    `<!-- ${closings} -->`,
    `<![CDATA[${closings}]]>`,
    `<?x ${closings} ?>`,
    `<b c="${closings}"/>`,
  ]) {
    expect(tooDeep(nested(200, hiding + nested(100)))).toBe(true)
  }
})

test('a document type that declares something is noticed, one that only names itself is not, a comment is none', () => {
  const declares = (xml: string) => {
    const meter = createNestingMeter()
    meter.tooDeep(Buffer.from(xml))
    return meter.hasDeclarations()
  }
  expect(declares('<?xml version="1.0"?><!-- DOCTYPE [ --><a><![CDATA[ [ ]]></a>')).toBe(false)
  expect(
    declares(
      '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><a/>',
    ),
  ).toBe(false)
  expect(declares('<!DOCTYPE a [<!ENTITY b "c">]><a/>')).toBe(true)
  expect(declares('<!DOCTYPE a\n[<!ENTITY b "c">')).toBe(true)
})
