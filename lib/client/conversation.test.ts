import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import type { Message } from '../core/chat/message.ts'
import type { AnswerChunk } from '../core/contract/answer-chunk.ts'
import { ApiProblem, networkProblem } from './api-problem.ts'
import { openConversation, type Surroundings } from './conversation.ts'
import type { Remembered } from './conversation-memory.ts'
import { type Asked, fakeChat } from './fake-chat.ts'
import type { Turn } from './turn.ts'

let warned: MockInstance<typeof console.warn>
let complained: MockInstance<typeof console.error>
beforeEach(() => {
  warned = vi.spyOn(console, 'warn').mockReturnValue()
  complained = vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => {
  // Each test that expects a word in the console takes it out.
  expect([warned.mock.calls, complained.mock.calls]).toEqual([[], []])
  vi.restoreAllMocks()
})

describe('asking', () => {
  it('shows a question at once, then its answer as it arrives', async () => {
    const { conversation, chat, last } = open()
    const asking = conversation.ask('  Dogs? ')
    expect(conversation.state()).toMatchObject({
      busy: true,
      turns: [{ question: 'Dogs?', status: 'waiting' }],
    })
    const answer = await chat.next()
    expect(answer).toMatchObject({ question: 'Dogs?', conversationId: null, bearer: 'first' })
    answer.say(start, text('Yes'))
    await until(() => last().text === 'Yes')
    expect(last()).toMatchObject({ status: 'writing' })
    finish(answer, text('.'))
    await asking
    expect(conversation.state()).toMatchObject({ busy: false, turns: [{ status: 'done', text: 'Yes.' }] })
  })

  it('tells whoever listens of what a person did at once, and of what arrives as it arrives', async () => {
    const { conversation, chat, last } = open()
    const seen: string[] = []
    conversation.subscribe(() => seen.push(`${last().status} ${last().text}`))
    const asking = conversation.ask('Dogs?')
    expect(seen.at(-1)).toBe('waiting ')
    const answer = await chat.next()
    answer.say(start, text('Yes'))
    await until(() => seen.at(-1) === 'writing Yes')
    answer.say(text('.'))
    await until(() => seen.at(-1) === 'writing Yes.')
    finish(answer)
    await asking
    expect(seen.at(-1)).toBe('done Yes.')
  })

  it('tells once of what arrives together, and nobody who listens no more', async () => {
    const { conversation, chat } = open()
    const asking = conversation.ask('Dogs?')
    const answer = await chat.next()
    let told = 0
    const leave = conversation.subscribe(() => told++)
    finish(answer, start, ...'Yes, of course.'.split('').map(text))
    await asking
    await timersSoFar()
    // Of fifteen tokens and their end.
    expect(told).toBeLessThan(5)
    const heard = told
    leave()
    conversation.reset()
    expect(told).toBe(heard)
  })

  it('replaces what it shows', async () => {
    const { conversation, answered } = open()
    await answered(conversation.ask('Dogs?'))
    const before = conversation.state()
    conversation.reset()
    expect(before.turns).toHaveLength(1)
  })

  it('asks nothing for an empty question, and nothing while it is busy', async () => {
    const { conversation, chat } = open()
    await conversation.ask(' \n ')
    const asking = conversation.ask('Dogs?')
    await conversation.ask('Cats?')
    await conversation.retry()
    finish(await chat.next(), start)
    await asking
    expect(chat.asked.map(({ question }) => question)).toEqual(['Dogs?'])
    expect(conversation.state().turns).toHaveLength(1)
  })

  it('goes on in the same conversation, and tells the page around it', async () => {
    const { conversation, answered, said, memory } = open()
    await answered(conversation.ask('Dogs?'))
    const second = await answered(conversation.ask('Cats?'))
    expect(second.conversationId).toBe('chat_1')
    expect(said).toEqual([
      ['visitor', null],
      ['guide', 'chat_1'],
      ['visitor', 'chat_1'],
      ['guide', 'chat_1'],
    ])
    expect(memory.kept).toEqual({ conversationId: 'chat_1', ticket: 'first' })
  })

  it('keeps the newest ticket in mind', async () => {
    const { conversation, chat, answered, memory } = open()
    await answered(conversation.ask('Dogs?'))
    const asking = conversation.ask('Cats?')
    ;(await chat.next()).refuse(refusal('signed-out', 401))
    const again = await chat.next()
    expect(again.bearer).toBe('first renewed')
    expect(memory.kept).toEqual({ conversationId: 'chat_1', ticket: 'first renewed' })
    finish(again, start)
    await asking
  })

  it('takes an answer without a summary for one', async () => {
    const { conversation, chat, last } = open()
    const asking = conversation.ask('Dogs?')
    const answer = await chat.next()
    answer.say(start, text('Yes.'), { type: 'finish' })
    answer.end()
    await asking
    expect(last()).toMatchObject({ status: 'done', text: 'Yes.', summary: null })
  })
})

describe('what goes wrong', () => {
  it('is said in the server’s words', async () => {
    const { conversation, chat, last } = open()
    const asking = conversation.ask('Dogs?')
    ;(await chat.next()).refuse(refusal('too-many-requests', 429))
    await asking
    expect(last()).toMatchObject({ status: 'failed', problem: { message: 'No: too-many-requests.' } })
    expect(conversation.state().busy).toBe(false)
  })

  it('is said too where there is no ticket to be had', async () => {
    const problem = new ApiProblem('not-found', 'The guide is gone.', 'Ask its owner.', { status: 404 })
    const { conversation, last } = open({ firstTicket: null, renewTicket: () => Promise.reject(problem) })
    await conversation.ask('Dogs?')
    expect(last()).toMatchObject({ status: 'failed', problem: { message: 'The guide is gone.' } })
  })

  it('is not hidden where it is our own fault', async () => {
    const mistake = new Error('no such function')
    const { conversation, last } = open({ firstTicket: null, renewTicket: () => Promise.reject(mistake) })
    await conversation.ask('Dogs?')
    expect(last()).toMatchObject({ status: 'failed', problem: { code: 'unavailable' } })
    expect(complained.mock.calls.splice(0)).toEqual([[mistake]])
  })

  it('is asked once more in its place; what had arrived stays in view until there are new words', async () => {
    const { conversation, chat, last } = open()
    const failing = conversation.ask('Dogs?')
    ;(await chat.next()).say(start, text('Yes, b'), broken)
    await failing
    const { id } = last()
    const retrying = conversation.retry()
    expect(last()).toMatchObject({ id, status: 'waiting', text: 'Yes, b', problem: null })
    const answer = await chat.next()
    expect(answer).toMatchObject({ question: 'Dogs?', conversationId: 'chat_1' })
    answer.say(start, { type: 'data-sources', data: { sources: [] } }, text('No'))
    await until(() => last().text === 'No')
    finish(answer, text('.'))
    await retrying
    expect(conversation.state().turns).toMatchObject([{ id, status: 'done', text: 'No.' }])
  })
})

describe('stopping', () => {
  it('keeps what has arrived, and nothing comes after it', async () => {
    const { conversation, chat, last, said } = open()
    const asking = conversation.ask('Dogs?')
    const answer = await chat.next()
    answer.say(start, text('Yes'))
    await until(() => last().text === 'Yes')
    conversation.stop()
    await asking
    expect(answer.signal?.aborted).toBe(true)
    expect(last()).toMatchObject({ status: 'stopped', text: 'Yes', problem: null })
    expect(conversation.state().busy).toBe(false)
    expect(said.at(-1)).toEqual(['guide', 'chat_1'])
  })

  it('takes nothing more of what has arrived already', async () => {
    // What is kept in mind at the beginning of an answer is the last that happens before its first word.
    const save = () => conversation.stop()
    const { conversation, chat, last } = open({ memory: { load: () => null, save, forget() {} } })
    const asking = conversation.ask('Dogs?')
    ;(await chat.next()).say(start, text('Yes'), text(', of course'))
    await asking
    expect(last()).toMatchObject({ status: 'stopped', text: '' })
  })

  it('changes nothing about an answer that has been given', async () => {
    const { conversation, chat, last } = open()
    const asking = conversation.ask('Dogs?')
    ;(await chat.next()).say(start, text('Yes.'), { type: 'data-done', data: summary })
    await until(() => last().status === 'done')
    conversation.stop()
    await asking
    expect(last()).toMatchObject({ status: 'done', text: 'Yes.' })
  })

  it('also ends what has not begun', async () => {
    const { conversation, last } = open()
    const asking = conversation.ask('Dogs?')
    conversation.stop()
    await asking
    expect(last().status).toBe('stopped')
  })

  it('happens by itself when nobody looks any more', async () => {
    const { conversation, chat } = open()
    const asking = conversation.ask('Dogs?')
    const answer = await chat.next()
    conversation.close()
    await asking
    expect(answer.signal?.aborted).toBe(true)
  })
})

describe('beginning anew', () => {
  it('forgets, and takes nothing more of the answer that was under way', async () => {
    const { conversation, chat, answered, memory, said } = open()
    const asking = conversation.ask('Dogs?')
    const answer = await chat.next()
    answer.say(start)
    await until(() => memory.kept !== null)
    conversation.reset()
    expect(conversation.state()).toEqual({ turns: [], restoring: false, busy: false })
    expect(memory.kept).toBeNull()
    await asking
    expect(conversation.state().turns).toEqual([])
    expect(said).toEqual([['visitor', null]])
    expect(await answered(conversation.ask('Cats?'))).toMatchObject({ conversationId: null })
  })

  it('does not bring back what was being read', async () => {
    const reading = Promise.withResolvers<Message[]>()
    const { conversation, memory, said } = open({ kept, readMessages: () => reading.promise })
    const restoring = conversation.restore()
    const asking = conversation.ask('Dogs?')
    conversation.reset()
    reading.resolve(messages)
    await Promise.all([restoring, asking])
    expect(said).toEqual([])
    expect(conversation.state()).toEqual({ turns: [], restoring: false, busy: false })
    expect(memory.kept).toBeNull()
  })
})

describe('an earlier conversation', () => {
  it('comes back with the ticket that stands for its visitor, and goes on', async () => {
    const read: unknown[] = []
    const readMessages = async (...asked: unknown[]) => {
      read.push(asked.slice(0, 2))
      return messages
    }
    const { conversation, answered, memory } = open({ kept, readMessages })
    const restoring = conversation.restore()
    expect(conversation.state()).toMatchObject({ restoring: true, turns: [] })
    await restoring
    expect(read).toEqual([['kept renewed', 'chat_0']])
    expect(conversation.state()).toMatchObject({
      restoring: false,
      turns: [{ question: 'Birds?', text: 'Yes.', restored: true }],
    })
    expect(memory.kept).toEqual({ conversationId: 'chat_0', ticket: 'kept renewed' })
    const asked = await answered(conversation.ask('Dogs?'))
    expect(asked).toMatchObject({ conversationId: 'chat_0', bearer: 'kept renewed' })
    const ids = conversation.state().turns.map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
  })

  it('is waited for by a question asked meanwhile', async () => {
    const reading = Promise.withResolvers<Message[]>()
    const { conversation, chat, answered } = open({ kept, readMessages: () => reading.promise })
    const restoring = conversation.restore()
    const asking = conversation.ask('Dogs?')
    expect(conversation.state().turns).toMatchObject([{ question: 'Dogs?', status: 'waiting' }])
    expect(chat.asked).toEqual([])
    reading.resolve(messages)
    await restoring
    expect(await answered(asking)).toMatchObject({ conversationId: 'chat_0' })
    expect(conversation.state().turns.map(({ question }) => question)).toEqual(['Birds?', 'Dogs?'])
  })

  it('that is gone is forgotten, and a new one begins', async () => {
    const gone = new ApiProblem('not-found', 'There is none.', 'Begin anew.', { status: 404 })
    const { conversation, answered, memory } = open({ kept, readMessages: () => Promise.reject(gone) })
    await conversation.restore()
    expect(conversation.state()).toEqual({ turns: [], restoring: false, busy: false })
    expect(memory.kept).toBeNull()
    expect(await answered(conversation.ask('Dogs?'))).toMatchObject({ conversationId: null })
  })

  it('whose ticket is too old to be renewed keeps nobody from asking', async () => {
    const over = new ApiProblem('signed-out', 'It has ended.', 'Load the page again.', { status: 401 })
    const { conversation, answered, memory } = open({ kept, renewTicket: () => Promise.reject(over) })
    await conversation.restore()
    expect(memory.kept).toBeNull()
    expect(await answered(conversation.ask('Dogs?'))).toMatchObject({ bearer: 'first' })
  })

  it('that cannot be reached is kept for another time', async () => {
    const away = networkProblem(new TypeError('Failed to fetch'))
    const { conversation, memory } = open({ kept, readMessages: () => Promise.reject(away) })
    await conversation.restore()
    expect(conversation.state().restoring).toBe(false)
    expect(memory.kept).toEqual({ ...kept, ticket: 'kept' })
    expect(warned.mock.calls.splice(0)).toEqual([[expect.stringContaining('could not be read'), away]])
  })

  it('is not shown when nobody looks any more, and comes back when somebody does', async () => {
    const { conversation } = open({ kept })
    const first = conversation.restore()
    conversation.close()
    await first
    expect(conversation.state().turns).toEqual([])
    await conversation.restore()
    expect(conversation.state()).toMatchObject({ restoring: false, turns: [{ question: 'Birds?' }] })
  })
})

const kept: Remembered = { conversationId: 'chat_0', ticket: 'kept' }
const summary = {
  answered: true,
  stopped: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  timing: { firstTokenMs: 1, totalMs: 1 },
}
const said = {
  sources: [],
  summary: null,
  problem: null,
  searched: null,
  quoted: null,
  createdAt: '2026-11-21T10:00:00.000Z',
}
const messages: Message[] = [
  { ...said, id: 'm1', role: 'visitor', text: 'Birds?' },
  { ...said, id: 'm2', role: 'guide', text: 'Yes.', summary },
]
const start: AnswerChunk = {
  type: 'start',
  messageId: 'm3',
  messageMetadata: { conversationId: 'chat_1' },
}
const text = (delta: string): AnswerChunk => ({ type: 'text-delta', id: 'answer', delta })
/** Says the last of an answer. */
function finish(asked: Asked, ...chunks: AnswerChunk[]) {
  asked.say(...chunks, { type: 'data-done', data: summary }, { type: 'finish' })
  asked.end()
}
const broken: AnswerChunk = {
  type: 'data-problem',
  data: { code: 'model-failed', message: 'It broke off.', nextStep: 'Try again.' },
}

/** A page with a ticket, and perhaps with what an earlier one left. */
function open(page: Partial<Surroundings> & { kept?: Remembered } = {}) {
  const chat = fakeChat()
  const told: unknown[] = []
  const memory = { kept: page.kept ?? (null as Remembered | null) }
  const conversation = openConversation({
    chatUrl: '/api/chat',
    stopUrl: null,
    firstTicket: { ticket: 'first', expiresAt: '2026-11-21T10:10:00.000Z' },
    renewTicket: async held => ({ ticket: `${held} renewed`, expiresAt: '2026-11-21T10:20:00.000Z' }),
    readMessages: async () => messages,
    memory: {
      load: () => memory.kept,
      save: remembered => {
        memory.kept = remembered
      },
      forget: () => {
        memory.kept = null
      },
    },
    now: () => Date.parse('2026-11-21T10:00:00.000Z'),
    fetch: chat.fetch,
    said: (...words) => told.push(words),
    ...page,
  })
  return {
    conversation,
    chat,
    memory,
    said: told,
    last: (): Turn => conversation.state().turns.at(-1)!,
    /** Lets the next question be answered whole. */
    async answered(asking: Promise<void>) {
      const asked = await chat.next()
      finish(asked, start, text('Yes.'))
      await asking
      return asked
    },
  }
}

/** What arrives takes a few turns of the event loop, however quickly. */
function until(holds: () => boolean): Promise<void> {
  return vi.waitUntil(holds, { interval: 1 }).then(() => undefined)
}

/** Those that were due when this was called. */
function timersSoFar(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}

function refusal(code: string, status: number): Response {
  const error = { code, message: `No: ${code}.`, nextStep: 'Wait.', requestId: 'r' }
  return Response.json({ error }, { status })
}
