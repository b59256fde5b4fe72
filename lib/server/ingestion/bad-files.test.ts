import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { textKey } from '#lib/core/documents/storage-keys.ts'
import { ingestDocument } from '#lib/core/ingestion/ingest-document.ts'
import { makeDocx, paragraph } from '#lib/extraction/fixtures/make-docx.ts'
import { makePdf } from '#lib/extraction/fixtures/make-pdf.ts'
import { makeZip } from '#lib/extraction/fixtures/make-zip.ts'
import { deps as serverDeps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { upload } from '../testing/upload.ts'
import { ingestionDepsHere } from './ingestion-deps.ts'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let botId: string

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
})
afterAll(() => app.close())

async function ingested(name: string, content: Uint8Array | string) {
  const deps = ingestionDepsHere(serverDeps())
  const document = await upload(owner, botId, name, content)
  await ingestDocument(deps, document)
  const text = await deps.files.getText(textKey(document))
  return { document: (await deps.documents.get(botId, document.id))!, text: text?.text }
}

const lines = ['The museum is open daily from ten to six.']
const wholePdf = makePdf([{ lines }])
const bomb = makeZip([
  { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
  { name: 'word/document.xml', content: new Uint8Array(200 * 1_048_576) },
])

it.each([
  ['a text that calls itself a PDF', 'rules.pdf', 'Dogs.', /does not match its name/, /Save it again as PDF/],
  [
    'a PDF that calls itself a text',
    'rules.txt',
    wholePdf,
    /does not match its name/,
    /Save it again as PDF/,
  ],
  ['a PDF cut off', 'cut.pdf', wholePdf.slice(0, 500), /damaged or incomplete/, /add the new file/],
  [
    'a PDF with a password',
    'secret.pdf',
    makePdf([{ lines }], { password: 'open sesame' }),
    /protected with a password/,
    /without the password/,
  ],
  [
    'a scanned PDF',
    'scan.pdf',
    makePdf([{ picture: true }, { picture: true }]),
    /pages are pictures/,
    /text recognition/,
  ],
  [
    'a PDF whose pages go in circles',
    'loop.pdf',
    makePdf([{ lines }], { pageTreeLoop: true }),
    /damaged or incomplete/,
    /add the new file/,
  ],
  ['a Word file that is a bomb', 'bomb.docx', bomb, /too long or too much memory/, /Split it/],
  [
    'a Word file cut in half',
    'half.docx',
    makeDocx({ body: paragraph('Words.') }).slice(0, 400),
    /damaged/,
    /./,
  ],
  ['a text of spaces', 'blank.txt', ' \n \n ', /no text in the file/, /right file/],
])('%s fails with a reason and what to do', async (_, name, content, reason, nextStep) => {
  const { document } = await ingested(name, content)
  expect(document).toMatchObject({
    status: 'failed',
    failure: {
      reason: expect.stringMatching(reason),
      nextStep: expect.stringMatching(nextStep),
      retryable: false,
    },
  })
  expect(await serverDeps().passages.listOfDocument(botId, document.id)).toEqual([])
})

const japanese = '博物館は九時に開きます。月曜日は休みです。ご来館をお待ちしております。'

it.each([
  ['Shift_JIS', iconv.encode(japanese, 'Shift_JIS')],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${japanese}`, 'utf16le')],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${japanese}`)],
])('a text in %s is read right', async (_, bytes) => {
  const { document, text } = await ingested('時間.txt', bytes)
  expect(document).toMatchObject({ status: 'ready', name: '時間.txt', characterCount: japanese.length })
  expect(text).toBe(japanese)
})

it('a PDF of which some pages are pictures is ready in part, and lists them', async () => {
  const { document } = await ingested('partly.pdf', makePdf([{ lines }, { picture: true }]))
  expect(document).toMatchObject({ status: 'partly', pageCount: 2, unreadablePages: [2], passageCount: 1 })
})
