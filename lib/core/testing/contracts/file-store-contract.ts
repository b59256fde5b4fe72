import { beforeAll, describe, expect, it } from 'vitest'
import type { FileStore } from '../../documents/ports.ts'
import type { StructuredText } from '../../documents/structured-text.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of files must do. What a browser may send with a form is the business of the real one. */
export function fileStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let files: FileStore
  beforeAll(async () => {
    place = await open()
    ;({ files } = place)
  })

  function textOf(text: string): StructuredText {
    const blocks: StructuredText['blocks'] = [
      { kind: 'heading', level: 2, start: 0, end: 1, headingPath: ['Animals'] },
      {
        kind: 'table-row',
        start: 1,
        end: text.length,
        locator: { kind: 'page', page: 2 },
        headingPath: ['Animals'],
      },
    ]
    return { format: 'pdf', title: 'Rules', pageCount: 3, unreadablePages: [3], leftOut: [], text, blocks }
  }
  const sizesOf = (keys: string[]) => Promise.all(keys.map(key => files.size(key)))

  describe('a text', () => {
    // Half a character is what a broken PDF may leave.
    it.each(['Füchse 🦊', 'a\u0000\u2028"\\', 'half \ud83e'])('comes back as it was put: %j', async text => {
      await files.putText('texts/bot_file1/doc_1.json', textOf(text))
      expect(await files.getText('texts/bot_file1/doc_1.json')).toEqual(textOf(text))
      const bytes = Buffer.from(JSON.stringify(textOf(text)))
      const [from, to] = [3, Math.min(20, bytes.length + 5)]
      expect(await files.textBytes('texts/bot_file1/doc_1.json', from, to)).toEqual({
        bytes: new Uint8Array(bytes.subarray(from, to)),
        total: bytes.length,
      })
      expect(await files.textBytes('texts/bot_file1/doc_1.json', bytes.length, bytes.length + 9)).toBeNull()
      expect(await files.textBytes('texts/bot_file1/doc_9.json', 0, 9)).toBeNull()
    })

    it('is null where there is none', async () => {
      await files.putText('texts/bot_file2/doc_1.json', textOf('Dogs'))
      expect(await files.getText('texts/bot_file2/doc_1')).toBeNull()
      expect(await files.getText('texts/bot_file2/doc_2.json')).toBeNull()
    })

    it('takes the place of the one before it, and stays what it was when it was put', async () => {
      const text = textOf('Dogs')
      await files.putText('texts/bot_file3/doc_1.json', textOf('Cats'))
      await files.putText('texts/bot_file3/doc_1.json', text)
      text.blocks.pop()
      expect(await files.getText('texts/bot_file3/doc_1.json')).toEqual(textOf('Dogs'))
    })

    it('is read as if it had locators where it was kept before there were any', async () => {
      const { blocks, ...kept } = textOf('Dogs')
      const [heading, { locator, ...row }] = blocks as [object, StructuredText['blocks'][number]]
      await putAnything('texts/bot_file4/doc_1.json', { ...kept, blocks: [heading, { ...row, page: 2 }] })
      expect(await files.getText('texts/bot_file4/doc_1.json')).toEqual(textOf('Dogs'))
    })

    it('is refused where it is none', async () => {
      await putAnything('texts/bot_file5/doc_1.json', { ...textOf('Dogs'), format: 'smoke-signals' })
      await expect(files.getText('texts/bot_file5/doc_1.json')).rejects.toThrow('format')
    })
  })

  describe('a size', () => {
    it('is that of the bytes, not of the characters', async () => {
      await files.putText('texts/bot_size/plain.json', textOf('aa'))
      await files.putText('texts/bot_size/fox.json', textOf('🦊'))
      const [plain, fox] = await sizesOf(['texts/bot_size/plain.json', 'texts/bot_size/fox.json'])
      expect(plain).toBeGreaterThan(2)
      expect(fox).toBe(plain! + 2)
    })

    it('is null where there is nothing, also where a form was made and nothing sent', async () => {
      const key = 'uploads/owner-1/bot_size/doc_1/original.txt'
      await files.uploadTarget(key, { bytes: 5, contentType: 'text/plain', expiresInSeconds: 60 })
      expect(await sizesOf([key, 'texts/bot_size', 'texts/bot_size/'])).toEqual([null, null, null])
    })
  })

  it('a tag is another for other bytes, the same for the same, and null where there is nothing', async () => {
    const key = 'texts/bot_tag/doc_1.json'
    expect(await files.tag(key)).toBeNull()
    await files.putText(key, textOf('Dogs'))
    const first = await files.tag(key)
    await files.copy(key, 'texts/bot_tag/doc_2.json')
    expect(await files.tag('texts/bot_tag/doc_2.json')).toBe(first)
    await files.putText(key, textOf('Cats'))
    expect(await files.tag(key)).not.toBe(first)
    await files.putText(key, textOf('Dogs'))
    expect(await files.tag(key)).toBe(first)
  })

  it('copies a file, and cannot copy what is not there', async () => {
    await files.putText('texts/bot_copy/doc 1.json', textOf('Dogs'))
    await files.copy('texts/bot_copy/doc 1.json', 'texts/bot_copy/doc_2.json')
    await files.deletePrefix('texts/bot_copy/doc 1.json')
    expect(await files.getText('texts/bot_copy/doc_2.json')).toEqual(textOf('Dogs'))
    await expect(files.copy('texts/bot_copy/doc_9.json', 'texts/bot_copy/doc_3.json')).rejects.toThrow()
  })

  it('an upload’s form says under which key and as what the file is kept', async () => {
    const key = 'uploads/owner-1/bot_form/doc_1/original.md'
    const options = { bytes: 5, contentType: 'text/markdown', expiresInSeconds: 60 }
    const { url, fields } = await files.uploadTarget(key, options)
    expect(URL.canParse(url)).toBe(true)
    expect(fields).toMatchObject({ key, 'Content-Type': 'text/markdown' })
  })

  describe('deleting a prefix', () => {
    it('takes everything under it and nothing beside it, and is no error where there is nothing', async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `texts/bot_many/${index}.json`)
      const beside = ['texts/bot_many2/0.json', 'texts/bot_man/0.json', 'old/texts/bot_many/0.json']
      await Promise.all([...keys, ...beside].map(key => files.putText(key, textOf('Dogs'))))
      await files.deletePrefix('texts/bot_many/')
      await files.deletePrefix('texts/bot_many/')
      expect(new Set(await sizesOf(keys))).toEqual(new Set([null]))
      expect(await sizesOf(beside)).not.toContain(null)
    })

    it('takes one file where its whole key is named', async () => {
      const keys = ['texts/bot_one/doc_1.json', 'texts/bot_one/doc_2.json']
      await Promise.all(keys.map(key => files.putText(key, textOf('Dogs'))))
      await files.deletePrefix(keys[0]!)
      expect(await files.getText(keys[0]!)).toBeNull()
      expect(await files.getText(keys[1]!)).toEqual(textOf('Dogs'))
    })
  })

  /** As another version of us wrote it. */
  async function putAnything(key: string, value: unknown): Promise<void> {
    await files.putText(key, value as StructuredText)
  }
}
