import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { assertSound } from '#lib/core/ingestion/sound-text.ts'
import { cpuGrowth } from '../core/testing/cpu-growth.ts'
import { extract } from './extract.ts'
import { declaredEncoding } from './html.ts'
import { readHtmlPage } from './html-blocks.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (html: string) => extract(bytesOf(html), 'html')

it('reads a saved page with its title and the places of its blocks', async () => {
  const found = await read(
    '<!doctype html><title>Our museum</title><h2 id="hours">Hours</h2><p>Nine to five</p>',
  )
  expect(found).toMatchObject({ format: 'html', title: 'Our museum', text: 'Hours\n\nNine to five' })
  expect(found.blocks[1]).toMatchObject({
    locator: { kind: 'anchor', anchor: 'hours' },
    headingPath: ['Hours'],
  })
  expect(() => assertSound(found, 'html')).not.toThrow()
})

it.each([
  ['its mark', (text: string) => iconv.encode(text, 'utf16le', { addBOM: true }), ''],
  ['a meta element', (text: string) => iconv.encode(text, 'windows-1251'), '<meta charset="windows-1251">'],
  [
    'an older meta element',
    (text: string) => iconv.encode(text, 'koi8-r'),
    "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>",
  ],
  ['itself, whatever it says', (text: string) => bytesOf(text), '<meta charset="iso-8859-1">'],
  ['a name that nobody knows', (text: string) => bytesOf(text), '<meta charset="none-such">'],
])('knows how a page is written by %s', async (_, encode, head) => {
  expect((await extract(encode(`<html><head>${head}</head><p>Часы работы музея`), 'html')).text).toBe(
    'Часы работы музея',
  )
})

it('reads Japanese that is written in seven bits', async () => {
  const jis = Buffer.from('<meta charset="iso-2022-jp"><p>\x1b$BF|K\\\x1b(B', 'latin1')
  expect((await extract(jis, 'html')).text).toBe('日本')
})

it('believes no page of one byte a letter that it has two', () => {
  expect(declaredEncoding(bytesOf('<meta charset=utf-16le>'))).toBe('utf-8')
  expect(declaredEncoding(bytesOf('<p>charset=koi8-r'))).toBeUndefined()
  expect(declaredEncoding(bytesOf(`${' '.repeat(5_000)}<meta charset=koi8-r>`))).toBeUndefined()
})

it.each([
  ['another kind of file', bytesOf('%PDF-1.7'), 'wrong-content'],
  ['random bytes', Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7_919 + 13) % 251), 'wrong-content'],
  ['nothing that is shown', bytesOf('<title>x</title><script>y()</script>'), 'no-text'],
  ['more than pages have', new Uint8Array(5 * 1_048_576 + 1).fill(60), 'too-large'],
])('says so of %s', async (_, bytes, code) => {
  await expect(extract(bytes, 'html')).rejects.toMatchObject({ code })
})

it('reads what is there of a page that ends in the middle of a tag', async () => {
  expect((await read('<p>Open daily</p><p>Closed on <b>Mon')).text).toBe('Open daily\n\nClosed on Mon')
  expect((await read('<p>Open daily</p><a href="')).text).toBe('Open daily')
})

const times = (text: string, count: number) => text.repeat(count)
const numbered = (of: (at: number) => string, count: number) =>
  Array.from({ length: count }, (_, at) => of(at)).join('')

it.each([
  ['nested', times('<div>', 200_000)],
  ['never closed', times('<b>', 200_000)],
  ['tables in tables', times('<table><tr><td>', 60_000)],
  ['formatting that is made anew', numbered(at => `<p><b id=${at}></p>`, 200_000)],
  ['more than a million', times('<br>', 1_200_000)],
])('refuses elements that are %s, soon', async (_, html) => {
  const before = process.cpuUsage()
  await expect(read(`<p>Words</p>${html}`)).rejects.toMatchObject({ code: 'too-complex' })
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(6)
})

it.each<[string, (count: number) => string]>([
  ['siblings', count => times('<p>x</p>', count)],
  ['unclosed items', count => times('<li>x', count)],
  ['headings', count => times('<h2>x</h2>', count)],
  ['headers with titles', count => times('<header><h1>x</h1></header>', count)],
  ['what opens', count => times('<details><summary>x</summary>y</details> ', count)],
  ['terms', count => `<dl>${times('<dt>x', count)}`],
  ['rows', count => `<table>${times('<tr><td>x<td>y', count)}</table>`],
  ['rows below wide ones', count => `<table><tr><td colspan=300 rowspan=0>x${times('<tr><td>y', count / 8)}`],
  ['wide rows', count => `<table><tr>${times('<td>y', count)}</table>`],
  ['tables', count => times('<table><tr><td>x<td>y</table>', count / 4)],
  ['tables in a table', count => `<table><tr><td>${times('<table><tr><td>x<td>y</table>', count / 4)}`],
  ['what is put before a table', count => `<table>${times('<i></i>', count)}x`],
  ['links', count => times('<a href=x>y</a>', count)],
  ['attributes', count => `<p ${numbered(at => `a${at} `, count)}>x`],
  ['buttons that open', count => times('<h3><button aria-controls=x>y</button></h3>', count / 4)],
  ['buttons over blocks', count => times('<button>x</button><div>y</div>', count / 2)],
  ['blanks', count => `<p>${times(' \n', count)}x`],
  ['lines', count => `<p>${times('<br>', count)}x`],
  ['entities', count => times('&amp;', count)],
  ['comments', count => `x${times('<!-->', count)}`],
  ['tags that never end', count => `x${times('<a b="', count)}`],
])('takes time in proportion to %s', (_, make) => {
  expect(cpuGrowth(html => readHtmlPage(html), make, 2_000)).toBeLessThan(9)
})
