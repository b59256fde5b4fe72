import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { extract } from './extract.ts'
import { type EpubParts, makeEpub } from './fixtures/make-epub.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

const read = (epub: EpubParts) => extract(makeEpub(epub), 'epub')
const linesOf = ({ text, blocks }: StructuredText) =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])
const encrypted = (part: string, method: string) =>
  `<encryption><EncryptedData><EncryptionMethod Algorithm="${method}"/><CipherData><CipherReference URI="${part}"/></CipherData></EncryptedData></encryption>`

it('tells the chapters in the order of the book, with what stands under each heading', async () => {
  const found = await read({
    title: 'The pool &amp; I',
    chapters: {
      'z last.xhtml': '<h1>The <em>first</em></h1><p>It is&nbsp;deep.</p>',
      'a.xhtml': '<h2>Its depth</h2><p>Two metres.</p>',
      'm.htm': '<p>It goes on.</p>',
    },
  })
  expect(found.title).toBe('The pool & I')
  expect(found.blocks.map(({ headingPath }) => headingPath)).toEqual([
    ['The first'],
    ['The first'],
    ['The first', 'Its depth'],
    ['The first', 'Its depth'],
    ['The first', 'Its depth'],
  ])
  expect(found.text).toContain('It is deep.')
})

it('reads lists, tables, definitions, code and footnotes', async () => {
  const found = await read({
    chapters: {
      'a.xhtml': [
        '<ul><li>towel<ul><li>large</li></ul></li><li><p>shoes</p><p>clean ones</p></li></ul>',
        '<table><tr><th></th><th>Day</th></tr><tr><td rowspan="2">Pool</td><td>Mon<br/>to Fri</td></tr><tr><td>Sun</td></tr></table>',
        '<dl><dt>Lane</dt><dd>A place to swim</dd></dl><pre>a\n  b</pre>',
        '<p>No dogs<a epub:type="noteref" href="#n">1</a>.</p><aside epub:type="footnote" id="n"><p>Guide dogs may.</p></aside>',
        '<script>no()</script><style>p{}</style>',
      ].join(''),
    },
  })
  expect(linesOf(found)).toEqual([
    ['list-item', 'towel'],
    ['list-item', 'large'],
    ['list-item', 'shoes\nclean ones'],
    ['table-row', `${BLANK_CELL}\tDay`],
    ['table-row', 'Pool\tMon to Fri'],
    ['table-row', 'Pool\tSun'],
    ['paragraph', 'Lane'],
    ['paragraph', 'A place to swim'],
    ['code', 'a\n  b'],
    ['paragraph', 'No dogs.'],
    ['paragraph', 'Guide dogs may.'],
  ])
})

it('keeps a number and its power apart', async () => {
  const page = '<p>10<sup>6</sup> m<sup>2</sup>, 2<sup>nd</sup>, 10<sup><b>-</b>3</sup>, H<sub>2</sub>O</p>'
  expect((await read({ chapters: { 'a.xhtml': page } })).text).toBe('10^6 m2, 2nd, 10-3, H2O')
})

it('leaves the list of contents out, and calls a chapter without a heading by its name there', async () => {
  const chapters = {
    'nav.xhtml':
      '<nav><h2>Contents</h2><ol><li><a href="one.xhtml#top">The  deep end</a></li><li><a href="one.xhtml#b">b</a></li><li><a href="two.xhtml">Other</a></li></ol></nav>',
    'one.xhtml': '<p>Two metres.</p>',
    'two.xhtml': '<h2>The shallow end</h2><p>One metre.</p>',
  }
  const items = '<item id="n" href="nav.xhtml" properties="nav scripted" media-type="application/xhtml+xml"/>'
  const found = await read({ chapters, items })
  expect(linesOf(found)).toEqual([
    ['heading', 'The deep end'],
    ['paragraph', 'Two metres.'],
    ['heading', 'The shallow end'],
    ['paragraph', 'One metre.'],
  ])
})

it('does so in a book of EPUB 2, and without its list where that is broken', async () => {
  const chapters = { 'toc.xhtml': '<p>One ... 1</p>', 'one.xhtml': '<p>Two metres.</p>' }
  const ncx =
    '<ncx><navMap><navPoint><navLabel><text>Deep</text></navLabel><content src="../book/one.xhtml"/></navPoint></navMap></ncx>'
  const made = (list: string) => {
    const parts = unzipSync(
      makeEpub({
        chapters,
        items: '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        spine: 'toc="x"',
        parts: { 'book/toc.ncx': list },
      }),
    )
    const opf = strFromU8(parts['book/all.opf']!)
    const guide = '<guide><reference type="toc" href="toc.xhtml"/></guide></package>'
    return zipSync({ ...parts, 'book/all.opf': strToU8(opf.replace('</package>', guide)) })
  }
  expect((await extract(made(ncx), 'epub')).text).toBe('Deep\n\nTwo metres.')
  expect((await extract(made('<ncx><navMap>'), 'epub')).text).toBe('Two metres.')
})

it('reads a book whose letter forms are scrambled, and refuses one that a shop has locked', async () => {
  const chapters = { 'a b.xhtml': '<p>Words.</p>' }
  const font = encrypted('book/font.otf', 'http://www.idpf.org/2008/embedding')
  const locked = encrypted('book/a%20b.xhtml', 'http://www.w3.org/2001/04/xmlenc#aes128-cbc')
  const parts = (xml: string) => ({ 'META-INF/encryption.xml': xml })
  expect((await read({ chapters, parts: parts(font) })).text).toBe('Words.')
  await expect(read({ chapters, parts: parts(locked) })).rejects.toMatchObject({ code: 'password-protected' })
})

it.each<[string, Record<string, string>, string]>([
  ['what says that it is something else', { mimetype: 'application/zip' }, 'wrong-content'],
  ['a book without a list of its parts', { 'META-INF/container.xml': '<container/>' }, 'damaged'],
  ['a package cut short', { 'book/all.opf': '<package><manifest>' }, 'damaged'],
  ['a package without end', { 'book/all.opf': '<package>'.repeat(200_000) }, 'too-complex'],
  ['entities that multiply', { 'META-INF/container.xml': '<!DOCTYPE x [<!ENTITY a "ha">]><x/>' }, 'damaged'],
  ['pages without words', { 'book/a.xhtml': '<p> </p>' }, 'no-text'],
])('refuses %s', async (_what, parts, code) => {
  await expect(read({ chapters: { 'a.xhtml': '<p>Words.</p>' }, parts })).rejects.toMatchObject({ code })
})

it.each([
  ['elements', '<div>'.repeat(200_000)],
  ['tables', '<table><tr><td>'.repeat(70_000)],
  ['lists', '<ul><li>'.repeat(100_000)],
  ['brackets', '<'.repeat(200_000)],
])('ends in time with %s without end', async (_what, page) => {
  const before = process.cpuUsage()
  await read({ chapters: { 'a.xhtml': page } }).catch((error: unknown) => {
    expect(error).toMatchObject({ name: 'ExtractionFailure' })
  })
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5)
})

it('refuses what is cut in half and what is no archive', async () => {
  const whole = makeEpub({ chapters: { 'a.xhtml': '<p>Words.</p>' } })
  await expect(extract(whole.slice(0, whole.length / 2), 'epub')).rejects.toMatchObject({ code: 'damaged' })
  await expect(extract(Buffer.from('Words.'), 'epub')).rejects.toMatchObject({ code: 'wrong-content' })
})

it('leaves no word out', async () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/)
  const { tree } = fc.letrec<{ tree: string }>(tie => ({
    tree: fc.oneof(
      fc
        .tuple(fc.constantFrom('p', 'h1', 'h4', 'pre', 'blockquote', 'div'), word)
        .map(([name, text]) => `<${name}>${text}</${name}>`),
      fc
        .array(tie('tree'), { minLength: 1, maxLength: 3 })
        .map(items => `<ul>${items.map(one => `<li>${one}</li>`).join('')}</ul>`),
      fc.array(tie('tree'), { maxLength: 3 }).map(inner => `<section>${inner.join('')}</section>`),
      fc
        .array(tie('tree'), { minLength: 1, maxLength: 3 })
        .map(cells => `<table><tr>${cells.map(one => `<td>${one}</td>`).join('')}</tr></table>`),
    ),
  }))
  const chapter = fc.array(tree, { maxLength: 4 }).map(all => `<p>start</p>${all.join('')}`)
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 1, maxLength: 3 }), async pages => {
      const chapters = Object.fromEntries(pages.map((page, at) => [`${9 - at}.xhtml`, page]))
      const said = pages
        .join(' ')
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
      const { text } = await read({ chapters })
      expect(text.replaceAll(BLANK_CELL, ' ').split(/\s+/).filter(Boolean).sort()).toEqual(said.sort())
    }),
    { numRuns: 100 },
  )
})
