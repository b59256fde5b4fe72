import { expect, test } from 'vitest'
import { makeZip } from './fixtures/make-zip.ts'
import { checkZip } from './zip-guard.ts'

const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)
const none = () => false
const tooComplex = { name: 'ExtractionFailure', code: 'too-complex' }

test('gives the asked parts and the names of all', async () => {
  const zip = makeZip([
    { name: 'a.xml', content: Buffer.from('<a/>') },
    { name: 'b.bin', content: new Uint8Array(9) },
  ])
  const checked = await checkZip(zip, name => ['a.xml', 'missing.xml'].includes(name))
  expect([...checked.names]).toEqual(['a.xml', 'b.bin'])
  expect([...checked.parts]).toEqual([['a.xml', '<a/>']])
})

test('gives the text of a part in UTF-16 too', async () => {
  const wide = Buffer.from('\ufeff<a>é</a>', 'utf16le')
  const zip = makeZip([
    { name: 'le.xml', content: wide },
    { name: 'be.xml', content: Buffer.from(wide).swap16() },
  ])
  expect([...(await checkZip(zip, () => true)).parts.values()]).toEqual(['<a>é</a>', '<a>é</a>'])
})

test('a few kilobytes that inflate a thousandfold are refused', async () => {
  const bomb = makeZip([{ name: 'word/document.xml', content: zeros(200) }])
  expect(bomb.length).toBeLessThan(300_000)
  await expect(checkZip(bomb, none)).rejects.toMatchObject(tooComplex)
})

test('a header that lies about the size does not help', async () => {
  const bomb = makeZip([{ name: 'word/document.xml', content: zeros(20), declaredSize: 1000 }])
  await expect(checkZip(bomb, none)).rejects.toMatchObject(tooComplex)
})

test('a stream that the directory lists many times is counted each time', async () => {
  const bomb = makeZip([{ name: 'part.xml', content: zeros(3), listed: 30 }])
  expect(bomb.length).toBeLessThan(20_000)
  await expect(checkZip(bomb, none)).rejects.toMatchObject(tooComplex)
})

test('so many pages as no tree of them would fit are refused', async () => {
  const book = makeZip([{ name: 'page.xhtml', content: zeros(3), listed: 30 }])
  await expect(checkZip(book, none)).rejects.toMatchObject(tooComplex)
})

test('pictures may be large, but not without end', async () => {
  const album = makeZip([{ name: 'word/media/a.bmp', content: zeros(3), listed: 50 }])
  expect((await checkZip(album, none)).names.size).toBe(50)
  const endless = makeZip([{ name: 'word/media/a.bmp', content: zeros(3), listed: 100 }])
  await expect(checkZip(endless, none)).rejects.toMatchObject(tooComplex)
})

test('ten thousand and one entries are refused', async () => {
  const crowd = makeZip([{ name: 'a.bin', content: new Uint8Array(1), listed: 10_001 }])
  await expect(checkZip(crowd, none)).rejects.toMatchObject(tooComplex)
})

test('what is no archive, or holds bytes that do not inflate, is damaged', async () => {
  await expect(checkZip(Buffer.from('PK\x03\x04 nothing'), none)).rejects.toMatchObject({ code: 'damaged' })
  const broken = makeZip([{ name: 'a.xml', content: Buffer.from('<a>words</a>'.repeat(50)) }])
  await expect(checkZip(broken.fill(0xff, 35, 45), none)).rejects.toMatchObject({ code: 'damaged' })
})
