import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { assertSound } from '#lib/core/ingestion/sound-text.ts'
import { extract } from './extract.ts'

const bytesOf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8')
const read = (mail: string) => extract(bytesOf(mail), 'eml')
const blocksOf = async (mail: string) => {
  const { text, blocks } = await read(mail)
  return blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`)
}
const HEAD = 'From: Ada <ada@a.example>\nTo: Bo <bo@b.example>\nSubject: Opening hours\nMIME-Version: 1.0\n'
/** A mail of several parts, each with its own head. */
const mixed = (parts: string[], kind = 'mixed', boundary = 'b1') =>
  `Content-Type: multipart/${kind}; boundary=${boundary}\n\n${parts.map(part => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`

it('tells subject, who wrote to whom and when, and what, with what is quoted', async () => {
  const mail = `${HEAD}Cc: <c@c.example>, "Dee, D." <d@d.example>
Date: Wed, 4 Mar 2026 09:05:00 +0100 (CET)

Dear Bo,

we open at nine,
on Sundays at ten.

On 3 March Bo wrote:
> When do you open?
>> I asked as well.
`
  expect(await blocksOf(mail)).toEqual([
    'heading1 Opening hours',
    'paragraph From: Ada <ada@a.example>',
    'paragraph To: Bo <bo@b.example>',
    'paragraph Cc: c@c.example, Dee, D. <d@d.example>',
    'paragraph Date: Wed, 4 Mar 2026 09:05:00 +0100',
    'paragraph Dear Bo,',
    'paragraph we open at nine,\non Sundays at ten.',
    'paragraph On 3 March Bo wrote:',
    'paragraph When do you open?',
    'paragraph I asked as well.',
  ])
  expect(await read(mail)).toMatchObject({ title: 'Opening hours', leftOut: [] })
})

it('joins lines that a program broke, and no others', async () => {
  const broken =
    'Your group of 28 pupils is booked for 12 May at half past ten, and the\nguided tour takes an hour.'
  const ended = '- one ticket for each of the pupils of the whole class\n- two for teachers'
  const long = `${'word '.repeat(30)}end.\nNext line of somebody who writes without breaking any of them.`
  const said = (await blocksOf(`${HEAD}\n${broken}\n\n${ended}\n\n${long}\n`)).slice(3)
  expect(said).toEqual([broken.replace('\n', ' '), ended, long].map(text => `paragraph ${text}`))
})

it('joins lines that end with a blank, each with those of its own depth of quoting', async () => {
  const flowed = (body: string) =>
    blocksOf(`${HEAD}Content-Type: text/plain; charset=utf-8;\n format=flowed\n\n${body}\n`)
  const body = `We close on two \ndays in May. \n- Monday \n- Tuesday

> You open on most days of \n> the week \n>> I think \n>> so.

1. Come \n2. See\n-- \nAda`
  expect((await flowed(body)).slice(3)).toEqual([
    'paragraph We close on two days in May.\n- Monday\n- Tuesday',
    'paragraph You open on most days of the week',
    'paragraph I think so.',
    'paragraph 1. Come\n2. See\n--\nAda',
  ])
  const told = 'Content-Type: text/plain; format=flowed'
  expect((await flowed(`Hi\n\n${told}\n`)).at(-1)).toBe(`paragraph ${told}`)
  const part = `${told}\n\nOn most\n\n> days of \n> the week\n`
  expect((await blocksOf(HEAD + mixed([part]))).at(-1)).toBe('paragraph days of the week')
})

it('joins no line of a list to the line above, however full that is', async () => {
  const list = `- ${'one ticket for each of the pupils and one for their teachers '.padEnd(74, 'x')}\n- two for guests`
  expect((await blocksOf(`${HEAD}\n${list}\n`)).at(-1)).toBe(`paragraph ${list}`)
})

it('keeps a sign that quotes nothing', async () => {
  expect((await read(`${HEAD}\nDiscounts:\n> 5 people: 10 %\n`)).text).toContain('> 5 people: 10 %')
  expect((await read(`${HEAD}\nBo wrote:\n> When?\n`)).text).not.toContain('>\u0020')
})

it.each([
  ['base64', 'utf-8', Buffer.from('Größe 5 €').toString('base64')],
  ['quoted-printable', 'iso-8859-15', 'Gr=F6=DFe=\n 5 =A4'],
  ['8bit', 'utf-8', 'Größe 5 €'],
])('reads a text in %s, in %s', async (encoding, charset, body) => {
  const mail = `${HEAD}Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: ${encoding}\n\n${body}\n`
  expect((await read(mail)).text).toContain('\n\nGröße 5 €')
})

it('reads words of a head that are written in letters of another kind', async () => {
  const mail = `From: =?utf-8?Q?J=C3=BCrgen?= <j@a.example>
Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?utf-8?B?4oKs?=
To: undisclosed-recipients:;

Hello
`
  expect(await read(mail)).toMatchObject({ title: '日本€' })
  expect((await read(mail)).text).toContain('From: Jürgen <j@a.example>\n\nHello')
})

it.each([
  ['windows-1252', 'Content-Type: text/plain\n\n', 'Jürgen – Größe'],
  ['windows-1252', 'Content-Type: text/plain; charset=utf-8\n\n', 'Jürgen – Größe'],
  ['koi8-r', mixed(['Content-Type: text/plain; charset="koi8-r"\n\n']), 'Часы работы'],
  ['utf-8', 'Content-Type: text/plain; charset=iso-8859-1\n\n', 'Jürgen – Größe'],
])('reads a head that is written in bare %s', async (charset, rest, subject) => {
  const [head, body] = rest.replaceAll('\n', '\r\n').split('\r\n\r\n') as [string, string]
  const bytes = iconv.encode(
    `From: a@a.example\r\nSubject: ${subject}\r\n${head}\r\n\r\n${body ?? ''}Hi`,
    charset,
  )
  expect((await extract(bytes, 'eml')).title).toBe(subject)
})

it('prefers the plain text, and takes the HTML where that is empty or but a note', async () => {
  const html = '<h1>News</h1><p>We open at nine, and on Sundays at ten, all through the year.</p>'
  const both = (text: string) =>
    `${HEAD}${mixed([`Content-Type: text/plain\n\n${text}\n`, `Content-Type: text/html\n\n${html}\n`], 'alternative')}`
  expect(await blocksOf(both('News: we open at nine, and on Sundays at ten.'))).toContain(
    'paragraph News: we open at nine, and on Sundays at ten.',
  )
  for (const stub of ['', 'See https://a.example/a-very-long-address-of-this-very-mail-for-readers'])
    expect((await blocksOf(both(stub))).slice(3)).toEqual([
      'heading2 News',
      'paragraph We open at nine, and on Sundays at ten, all through the year.',
    ])
  expect(await blocksOf(`${HEAD}Content-Type: text/html\n\n${html}\n`)).toContain('heading2 News')
})

it('leaves nothing out of a mail in HTML, in which no page stands around the text', async () => {
  const links = [1, 2, 3].map(at => `<li><a href="https://a.example/${at}">Form ${at}</a>`).join('')
  const html = `<p>Fill these in</p><ul>${links}</ul><div class=footer>Office hours: 9 to 12</div>`
  expect((await blocksOf(`${HEAD}Content-Type: text/html\n\n${html}\n`)).slice(3)).toEqual([
    ...['paragraph Fill these in', 'list-item Form 1', 'list-item Form 2', 'list-item Form 3'],
    'paragraph Office hours: 9 to 12',
  ])
})

it('says that attachments are not read, but not of pictures in the text', async () => {
  const text = 'Content-Type: text/plain\n\nSee the plan.\n'
  const picture = 'Content-Type: image/png\nContent-ID: <a>\nContent-Disposition: inline\n\nx\n'
  const plan = 'Content-Type: text/plain\nContent-Disposition: attachment; filename=plan.txt\n\nSecret\n'
  const signed = 'Content-Type: application/pgp-signature\n\nx\n'
  expect((await read(HEAD + mixed([text, picture, signed], 'related'))).leftOut).toEqual([])
  const found = await read(HEAD + mixed([text, plan]))
  expect(found.leftOut).toEqual(['attachments'])
  expect(found.text).not.toContain('Secret')
})

const forwarded = (mail: string, boundary: string) =>
  mixed(
    ['Content-Type: text/plain\n\nSee below.\n', `Content-Type: message/rfc822\n\n${mail}`],
    'mixed',
    boundary,
  )

it('reads mails that were forwarded, under their own subject, as far as people forward', async () => {
  let mail = `${HEAD}Content-Type: text/plain\n\nInnermost\n`
  for (let depth = 8; depth > 0; depth--)
    mail = `Subject: Mail ${depth}\nFrom: a@a.example\n${forwarded(mail, `b${depth}`)}`
  const found = await read(mail)
  const headings = found.blocks.filter(({ kind }) => kind === 'heading')
  expect(headings.at(-1)!.headingPath).toEqual(['Mail 1', 'Mail 2', 'Mail 3', 'Mail 4', 'Mail 5'])
  expect(found.leftOut).toEqual(['attachments'])
  expect((await read(`${HEAD}${forwarded('From: x@x.example\n\nNo subject\n', 'q')}`)).text).toContain(
    'Forwarded message\n\nFrom: x@x.example\n\nNo subject',
  )
})

it('names some of very many', async () => {
  const people = Array.from({ length: 5_000 }, (_, at) => `p${at}@a.example`).join(',\n ')
  expect((await read(`From: a@a.example\nTo: ${people}\n\nHi\n`)).text).toMatch(
    /p29@a\.example and 4970 more\n/,
  )
})

it('begins where a mail begins: behind a mark, empty lines, or the line of a mailbox', async () => {
  for (const before of ['\ufeff', '\n\n', 'From ada@a.example Wed Mar  4 09:05:00 2026\n'])
    expect((await read(`${before}${HEAD}\nHello\n`)).title).toBe('Opening hours')
})

it.each([
  ['a letter', 'Dear Bo,\nSubject: hours\nFrom: me\n\nHi\n', 'wrong-content'],
  ['a text with one such line', 'Subject: hours\n\nWe open at nine.\n', 'wrong-content'],
  ['a web page', '<html><p>From: a</p>', 'wrong-content'],
  ['another kind of file', '%PDF-1.7\nFrom: a\nTo: b\n', 'wrong-content'],
  ['multiparts in each other', `${HEAD}${nested(1_000)}`, 'too-complex'],
  ['a head that does not end', `${HEAD}${'X-A: bbbbbbbbbb\n'.repeat(60_000)}\nx`, 'too-complex'],
  [
    'parts of nothing',
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\n'.repeat(50_000)}`,
    'too-complex',
  ],
  ['lines of nothing', `${HEAD}\n${'\n'.repeat(1_100_000)}`, 'too-complex'],
])('says so of %s', async (_, mail, code) => {
  const before = process.cpuUsage()
  await expect(read(mail)).rejects.toMatchObject({ code })
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5)
})

function nested(depth: number): string {
  return Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
  ).join('')
}

it.each([
  [
    'as large an attachment as may be',
    mixed([
      'Content-Type: text/plain\n\nx\n',
      `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${`${'QUJD'.repeat(19)}\n`.repeat(300_000)}`,
    ]),
  ],
  [
    'a boundary as long as a page',
    mixed([`\n${`--${'a'.repeat(4_000)}b\n`.repeat(4_000)}`], 'mixed', 'a'.repeat(4_000)),
  ],
  [
    'many parts',
    mixed(Array.from({ length: 9_000 }, () => 'Content-Transfer-Encoding: quoted-printable\n\nx\n')),
  ],
  [
    'many mails',
    mixed(Array.from({ length: 5_000 }, () => 'Content-Type: message/rfc822\n\nFrom: a\n\nx\n')),
  ],
  ['long lines', `Content-Type: text/plain; format=flowed\n\n${'x '.repeat(2_000_000)}\n`],
  ['quotes in quotes', `\n${'>'.repeat(500_000)}\n${'> '.repeat(500_000)}x\n`],
  [
    'brackets in a text and in HTML',
    mixed([
      `Content-Type: text/plain\n\nx${'<'.repeat(300_000)}\n`,
      `Content-Type: text/html\n\n<p>x${'<a '.repeat(300_000)}\n`,
    ]),
  ],
  ['encoded words', `X-A: b\nSubject: ${'=?utf-8?Q?a?= '.repeat(30_000)}\n\nx`],
  ['open brackets of names', `Cc: ${'"a" <(,;:'.repeat(40_000)}\n\nx`],
  ['blanks in a head', `Date: ${' ('.repeat(200_000)}\n\nx`],
])('reads a mail with %s in time', async (_, rest) => {
  const mail = bytesOf(`From: a@a.example\nX-B: c\n${rest}`)
  const before = process.cpuUsage()
  const found = await extract(mail, 'eml')
  expect(() => assertSound(found, 'eml')).not.toThrow()
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(8)
})

it('reads what there is of a mail that ends anywhere, and whatever its bytes are', async () => {
  const whole = bytesOf(
    `${HEAD}${mixed(['Content-Type: text/plain\n\nHello\n', forwarded(`${HEAD}\nInner\n`, 'q')])}`,
  )
  const damaged = fc.tuple(fc.nat(whole.length), fc.uint8Array({ maxLength: 30 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(damaged, async ([at, noise, ends]) => {
      const bytes = Buffer.concat([whole.subarray(0, at), noise, ends ? Buffer.alloc(0) : whole.subarray(at)])
      const found = await extract(bytes, 'eml').catch((error: { code?: string }) => error)
      if ('code' in found) expect(['wrong-content', 'no-text', 'empty']).toContain(found.code)
      else assertSound(found as Awaited<ReturnType<typeof extract>>, 'eml')
    }),
    { numRuns: 200 },
  )
})
