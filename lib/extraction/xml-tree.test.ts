import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { attributeOf, childAt, childrenOf, descendantsOf, readXml, textOf, type XmlNode } from './xml-tree.ts'

test('elements are known without their prefix, attributes with it, text without its escapes', () => {
  const root = readXml(
    `\ufeff<?xml version="1.0"?><!-- <x> --><p:a r:id='R "1"' id = "2>1 &amp; &#x33;"><b/>one &lt; tw&#111;<![CDATA[ <3>]]><p:b>four</p:b></p:a>`,
  )
  expect(root.name).toBe('a')
  expect([attributeOf(root, 'r:id'), attributeOf(root, 'id'), attributeOf(root, 'd')]).toEqual([
    'R "1"',
    '2>1 & 3',
    undefined,
  ])
  expect(textOf(root)).toBe('one < two <3>four')
  expect(childrenOf(root, 'b').map(textOf)).toEqual(['', 'four'])
  expect(childAt(root, 'b', 'c')).toBeUndefined()
})

test('outer elements come before inner ones', () => {
  const root = readXml('<a><b n="1"><b n="2"/></b><c><b n="3"/></c></a>')
  expect([...descendantsOf(root, 'b')].map(element => attributeOf(element, 'n'))).toEqual(['1', '2', '3'])
})

it.each(['', 'words', '<a>', '<a><b></a></b>', '</a>', '<a></a></a>', '<a x="1>', '<!-- <a/>', '<>'])(
  'what does not close is damaged: %s',
  xml => {
    expect(() => readXml(xml)).toThrow(expect.objectContaining({ code: 'damaged' }))
  },
)

test('what is nested beyond reason is refused, a code that no character has is not read', () => {
  expect(() => readXml('<a>'.repeat(200_000))).toThrow(expect.objectContaining({ code: 'too-complex' }))
  expect(textOf(readXml('<a>&#9999999;&nbsp;</a>'))).toBe('\ufffd&nbsp;')
})

test('any tree is read as it was written', () => {
  const { tree } = fc.letrec<{ tree: XmlNode; text: XmlNode }>(tie => ({
    text: fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => text.isWellFormed()),
    tree: fc
      .tuple(
        fc.stringMatching(/^[a-z]{1,3}$/),
        fc.array(fc.oneof(tie('text'), tie('tree')), { maxLength: 4 }),
      )
      .map(([name, children]) => ({ name, tag: '', children })),
  }))
  fc.assert(
    fc.property(tree, node => {
      expect(joined(readXml(written(node)))).toEqual(joined(node))
    }),
  )
})

function written(node: XmlNode): string {
  if (typeof node === 'string') return node.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<x:${node.name}>${node.children.map(written).join('')}</x:${node.name} >`
}

/** Two texts side by side are one. */
function joined(node: XmlNode): unknown {
  if (typeof node === 'string') return node
  const children: unknown[] = []
  for (const child of node.children.map(joined))
    if (typeof child === 'string' && typeof children.at(-1) === 'string')
      children.push(children.pop() + child)
    else children.push(child)
  return { name: node.name, children }
}
