import fc from 'fast-check'
import { expect, it } from 'vitest'
import { S3Error } from '../s3-error.ts'
import { readForm } from './read-form.ts'

const BOUNDARY = 'xYz'
/** Bytes that look like the end of the file without being it. */
const teasing = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '-', '--', '--x', '\r\n--xY', '\r\n--XYZ', 'xYz', 'a', '\0'), {
    maxLength: 30,
  })
  .map(parts => parts.join(''))
  .filter(text => !`\r\n${text}`.includes(`\r\n--${BOUNDARY}`))

it('finds fields and file however the bytes are cut and however much they look like a boundary', async () => {
  await fc.assert(
    fc.asyncProperty(teasing, teasing, fc.integer({ min: 1, max: 40 }), async (field, file, size) => {
      const form = await readForm(`multipart/form-data; boundary=${BOUNDARY}`, cut(encode(field, file), size))
      expect(form.fields).toEqual(new Map([['key', field]]))
      expect(form.file?.name).toBe('a"b.txt')
      expect(await collect(form.file!.chunks)).toBe(file)
    }),
    { numRuns: 1000 },
  )
})

it('refuses a body that ends before its closing boundary, wherever that is', async () => {
  const whole = encode('value', 'the file')
  const end = whole.indexOf('the file') + 'the file'.length + `\r\n--${BOUNDARY}`.length
  for (let length = 0; length < end; length++) {
    const read = async () => {
      const form = await readForm(`multipart/form-data; boundary=${BOUNDARY}`, cut(whole.slice(0, length), 7))
      await collect(form.file!.chunks)
    }
    await expect(read(), `${length}`).rejects.toThrow(S3Error)
  }
})

function encode(field: string, file: string): string {
  const disposition = 'Content-Disposition: form-data; name='
  return (
    `--${BOUNDARY}\r\n${disposition}"Key"\r\n\r\n${field}` +
    `\r\n--${BOUNDARY}\r\n${disposition}"file"; filename="C:\\x\\a%22b.txt"\r\nContent-Type: text/plain\r\n\r\n${file}` +
    `\r\n--${BOUNDARY}--\r\n`
  )
}

async function* cut(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all).toString()
}
