import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { FrameConfig } from '../../lib/core/contract/frame-config.ts'
import { frameScriptSha256, frameStyleSha256 } from './frame.generated.ts'
import { framePage, unavailablePage } from './frame-page.ts'

const evil = '</script><script>alert(1)</script><!--\u2028"&'
const config: FrameConfig = {
  bot: {
    id: 'bot_1',
    name: evil,
    greeting: evil,
    suggestedQuestions: [evil],
    language: 'auto',
    accent: '#a8431f',
  },
  ticket: 't',
  expiresAt: '2026-11-21T12:00:00.000Z',
  chatUrl: '/api/chat',
  stopUrl: null,
  ticketUrl: '/api/embed/bot_1/ticket',
  maxQuestion: 4000,
  origin: 'https://docent.example',
}
const hash = (text: string) => createHash('sha256').update(text).digest('base64')

it('hands the bot to the chat whatever its owner typed, and lets none of it out', () => {
  const html = framePage(config)
  expect(html).not.toContain('alert(1)</script>')
  const json = /id="docent-config">(.*?)<\/script>/s.exec(html)![1]!
  expect(JSON.parse(json)).toEqual(config)
  expect(html).toContain('<html lang="en">')
})

it('holds exactly the script and style that the hashes name', () => {
  const html = framePage(config)
  expect(hash(/<script>(.*?)<\/script>/s.exec(html)![1]!)).toBe(frameScriptSha256)
  expect(hash(/<style>(.*?)<\/style>/s.exec(html)![1]!)).toBe(frameStyleSha256)
})

it('brings its own picture for the tab, in the colour of its owner', () => {
  const icon = /<link rel="icon" href="data:image\/svg\+xml,([^"<>]*)">/.exec(framePage(config))![1]!
  expect(decodeURIComponent(icon)).toContain("fill='#a8431f'")
  expect(unavailablePage('')).toContain('<link rel="icon" href="data:,">')
})

it('says why a guide is not there', () => {
  expect(unavailablePage('It is <b>not</b> published.')).toContain('It is &lt;b>not&lt;/b> published.')
})
