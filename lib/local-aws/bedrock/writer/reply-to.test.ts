import { describe, expect, it } from 'vitest'
import type { Source } from '#lib/core/chat/answer-event.ts'
import { answerPrompt, NO_ANSWER } from '#lib/core/chat/answer-prompt.ts'
import type { Message } from '#lib/core/chat/message.ts'
import type { ChatModelRequest } from '#lib/core/chat/ports.ts'
import { standaloneQuestion } from '#lib/core/chat/standalone-question.ts'
import { parseConverseRequest } from '../converse-request.ts'
import { replyTo } from './reply-to.ts'

const ANIMALS =
  'Animals\n\nGuide dogs are welcome in every gallery. Other dogs must stay outside, at the hooks.'
const PRICES = '- Adults pay 12 euros.\n- Students pay 8 euros & show their card.'

/** As the app asks, over the wire's form. */
function said({ instructions, messages, maxTokens }: ChatModelRequest): string {
  const body = { system: [{ text: instructions }], messages, inferenceConfig: { maxTokens } }
  return replyTo(parseConverseRequest(Buffer.from(JSON.stringify(body))))
}

function answer(question: string, ...texts: string[]): string {
  const bot = { name: 'Harbour Museum', purpose: '', instructions: '', language: 'auto' as const }
  return said(answerPrompt(bot, texts.map(sourceOf), [], question))
}

function sourceOf(text: string): Source {
  const place: Source['place'] = { locator: { kind: 'page', page: 1 }, headingPath: [] }
  return { n: null, documentId: 'doc_1', documentName: 'Rules.pdf', place, text, start: 0, end: text.length }
}

describe('an answer', () => {
  it('is the sentence with most of the question’s words, under the number of its passage', () => {
    expect(answer('Where must other dogs stay?', PRICES, ANIMALS)).toBe(
      'Other dogs must stay outside, at the hooks. [2]',
    )
  })

  it('is found in a list, by words in another form, as it stands in the document', () => {
    expect(answer('What does a student pay?', PRICES, ANIMALS)).toBe(
      'Students pay 8 euros & show their card. [1]',
    )
  })

  it('is a sentence rather than the heading above it', () => {
    expect(answer('Animals?', ANIMALS, 'No animals sleep here.')).toBe('No animals sleep here. [2]')
  })

  it.each([
    ['no passage has a word of the question', 'Is there wifi?', [ANIMALS, PRICES]],
    ['only small words are shared', 'What is in the other?', ['There is what there is in the house.']],
    ['there are no passages', 'Where must other dogs stay?', []],
  ])('says in the app’s words that there is none where %s', (_, question, texts) => {
    expect(answer(question, ...texts)).toBe(`${NO_ANSWER} The documents do not say.`)
  })
})

describe('a follow-up', () => {
  const turn = { id: 'msg_1', sources: [], summary: null, problem: null, searched: null, quoted: null }
  const message = (role: Message['role'], text: string): Message => ({
    ...{ ...turn, role, text },
    createdAt: '2026-01-01T00:00:00.000Z',
  })
  const history = [
    message('visitor', 'Are dogs <big or small> welcome?'),
    message('guide', 'Guide dogs are. [1]'),
  ]
  const model = {
    async *stream(request: ChatModelRequest) {
      yield { type: 'text' as const, delta: said(request) }
    },
  }

  it.each([
    ['And at the desk?', 'Are dogs <big or small> welcome? And at the desk?'],
    ['what about\ncats?', 'Are dogs <big or small> welcome? what about cats?'],
    ['What do students pay?', 'What do students pay?'],
  ])('“%s” is searched for as “%s”', async (question, whole) => {
    expect(await standaloneQuestion(model, history, question, new AbortController().signal)).toBe(whole)
  })
})
