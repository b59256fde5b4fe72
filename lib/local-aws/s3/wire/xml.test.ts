import fc from 'fast-check'
import { expect, it } from 'vitest'
import { childrenNamed, childText, readXml } from './xml-read.ts'
import { writeXml } from './xml-write.ts'

it('reads back whatever text was written', () => {
  const text = fc.string({ unit: 'binary' }).filter(drawn => drawn.isWellFormed())
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1 }), (one, many) => {
      const root = readXml(writeXml('Root', { One: one, Many: many }), 'Root')
      expect(childText(root, 'One')).toBe(one)
      expect(childrenNamed(root, 'Many').map(child => child.text)).toEqual(many)
    }),
  )
})

it('reads attributes over and takes CDATA, comments and references', () => {
  const root = readXml(
    '<?xml version="1.0"?>\n<R xmlns="u" a=\'1\'><A><![CDATA[<&]]>&#65;&#x1F5DD;<!-- - --></A><B/></R>\n',
    'R',
  )
  expect(childText(root, 'A')).toBe('<&A🗝')
  expect(childText(root, 'B')).toBe('')
  expect(childText(root, 'C')).toBeUndefined()
})

it.each([
  '',
  'text',
  '<R>',
  '</R>',
  '<R></S>',
  '<S/>',
  '<R/><R/>',
  '<R/>text',
  '<R>text<A/></R>',
  '<R>&unknown;</R>',
  '<R>&amp</R>',
  '<R>&#x110000;</R>',
  '<R a=1/>',
  '<!DOCTYPE R [<!ENTITY e "x">]><R>&e;</R>',
  `${'<R>'.repeat(20)}${'</R>'.repeat(20)}`,
])('refuses %s', document => {
  expect(() => readXml(document, 'R')).toThrow('well-formed')
})
