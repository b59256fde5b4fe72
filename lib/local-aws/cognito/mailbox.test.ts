import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Mail, openMailbox } from './mailbox.ts'
import { mailboxPage } from './mailbox-page.ts'

const mail = (code: string, more: Partial<Mail> = {}): Mail => ({
  to: 'ada@example.com',
  subject: 'Confirm your e-mail address',
  code,
  kind: 'sign-up',
  at: '2026-11-21T11:17:50.000Z',
  ...more,
})

test('the last hundred mails are kept, newest first, through a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docent-mailbox-'))
  const path = join(folder, 'mailbox.json')
  const mailbox = await openMailbox(path)
  for (let n = 1; n <= 103; n++) await mailbox.deliver(mail(String(n)))
  const kept = (await openMailbox(path)).read()
  expect(kept.map(({ code }) => code)).toEqual(Array.from({ length: 100 }, (_, n) => String(103 - n)))
  await rm(folder, { recursive: true })
})

test('the page says which codes have been replaced by a newer one, and offers only the others', () => {
  const page = mailboxPage([mail('222222'), mail('333333', { to: 'ben@example.com' }), mail('111111')], {})
  const copyable = [...page.matchAll(/data-copy="(\d+)"/g)].map(([, code]) => code)
  expect(copyable).toEqual(['222222', '333333'])
  expect(page.match(/A newer one has been sent since/g)).toHaveLength(1)
  expect(page).toContain('111111')
})

test('the page writes times the reader’s way, and survives any Accept-Language', () => {
  const at = { at: '2026-11-21T12:00:00.000Z' }
  expect(mailboxPage([mail('1', at)], { language: 'de-DE,de;q=0.9' })).toContain('21.11.2026')
  for (const language of ['*', 'x'.repeat(99), '<script>', '', 'en-us-oh-my']) {
    expect(mailboxPage([mail('1', at)], { language })).toContain('2026')
  }
})

test('the empty page says what will be there', () => {
  expect(mailboxPage([], {})).toContain('No e-mails yet')
})
