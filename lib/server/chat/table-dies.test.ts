import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { readAnswer } from '#lib/client/read-answer.ts'
import { turnsOfMessages } from '#lib/client/turn.ts'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { Message } from '#lib/core/chat/message.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'
import { watchedWire } from '../testing/watched-wire.ts'

const WORDS = Array.from({ length: 400 }, (_, at) => `word${at}`)

let app: TestApp
let toTables: Awaited<ReturnType<typeof watchedWire>>
let ticket: string
beforeAll(async () => {
  const tablesAt = async (awsUrl: string) => {
    toTables = await watchedWire(awsUrl)
    return toTables.url
  }
  app = await startTestApp({ worker: true, tablesAt })
  const owner = await app.newOwner()
  const botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  const document = await upload(owner, botId, 'Rules.txt', 'Every word of it is here.')
  expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  ticket = (await (await owner.call('POST', `/api/bots/${botId}/ticket`)).json()).ticket
})
afterAll(async () => {
  await toTables.close()
  await app.close()
})
beforeEach(() => app.bedrock.clearScript())

const headers = () => ({ authorization: `Bearer ${ticket}` })

function ask(question: string, conversationId?: string): Promise<Response> {
  const body = JSON.stringify({ question, conversationId })
  return app.call('POST', '/api/chat', { headers: headers(), body })
}

async function messagesOf(conversationId: string): Promise<Message[]> {
  const response = await app.call('GET', `/api/chat/${conversationId}`, { headers: headers() })
  return response.ok ? (await response.json()).messages : []
}

function turnsOf(messages: Message[]) {
  return turnsOfMessages(messages, () => 1)
}

it('a table that dies in mid-answer: all of it is said, and that it was not saved; then the talk goes on', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await app.bedrock.script({ on: 'chat', reply: WORDS.slice(0, 60).join(' '), wordDelayMs: 20 })
  const events: AnswerEvent[] = []
  let conversationId = ''
  let text = ''
  let cut = false
  for await (const event of readAnswer(await ask('Tell me every word.'))) {
    events.push(event)
    if (event.type === 'start') conversationId = event.conversationId
    if (event.type === 'text') text += event.delta
    if (!cut && text.includes('word20')) {
      toTables.cut()
      cut = true
    }
  }
  expect(cut).toBe(true)
  toTables.mend()
  expect(text).toContain('word59')
  expect(events.slice(-2)).toMatchObject([{ type: 'unkept' }, { type: 'done' }])
  expect(log.mock.calls.join()).toContain('"what":"answer"')
  log.mockRestore()

  expect(await messagesOf(conversationId)).toEqual([])
  await app.bedrock.clearScript()
  const after = await Array.fromAsync(readAnswer(await ask('Is every word of it here?', conversationId)))
  expect(after.map(({ type }) => type)).not.toContain('unkept')
  const [start] = after
  expect(await messagesOf(start?.type === 'start' ? start.conversationId : '')).toHaveLength(2)
})

it('a process that dies in mid-answer: what it had said until shortly before is there, and that it broke off', async () => {
  await app.bedrock.script({ on: 'chat', reply: WORDS.join(' '), wordDelayMs: 50 })
  const entry = fileURLToPath(new URL('../testing/asking-process.ts', import.meta.url))
  const child = spawn(process.execPath, [entry, ticket, 'Tell me every word.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let heard = ''
  child.stdout.on('data', piece => {
    heard += piece
  })
  await expect.poll(() => heard, { timeout: 20_000 }).toContain('conversationId')
  const conversationId = /"conversationId":"(\w+)"/.exec(heard)![1]!
  await expect.poll(async () => (await messagesOf(conversationId)).length, { timeout: 20_000 }).toBe(2)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const [turn] = turnsOf(await messagesOf(conversationId))
  expect(turn).toMatchObject({ status: 'failed', problem: { code: 'cut-off' } })
  expect(turn!.problem!.message).toBe('This answer broke off. What had been written until then is kept.')
  expect(turn!.text).toContain('word9 ')
  expect(turn!.text).not.toContain('word399')
  expect(turn!.sources).not.toEqual([])
})
