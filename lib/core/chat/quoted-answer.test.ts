import { describe, expect, it } from 'vitest'
import type { Bot } from '../bots/bot.ts'
import type { FoundPassage, PassageText } from '../retrieval/ports.ts'
import { plainIndex } from '../retrieval/testing/plain-index.ts'
import { sampleBot } from '../testing/sample-items.ts'
import type { AnswerPart } from './answer-parts.ts'
import type { Message } from './message.ts'
import { Meter } from './meter.ts'
import { quotedAnswer } from './quoted-answer.ts'

const HOUSE =
  'The lighthouse was designed by the architect Clara Weiss and opened in 1931. The family ticket for the lighthouse costs 28 euros.'

function passage(text: string, ordinal = 0): FoundPassage {
  return {
    ...{ documentId: 'doc_1', documentName: 'House.md', ordinal, text, start: ordinal * 1_000 },
    ...{ end: ordinal * 1_000 + text.length, place: { headingPath: ['House', 'History'] } },
    ...{ cosine: 0.6, lexical: 9, score: 0.95 },
  }
}

async function answer(
  question: string,
  {
    history = [],
    bot = {},
    found = [passage(HOUSE)],
    documents = [],
  }: { history?: Message[]; bot?: Partial<Bot>; found?: FoundPassage[]; documents?: PassageText[] } = {},
) {
  const asked: string[] = []
  const deps = {
    index: plainIndex(found, ({ text }) => asked.push(text)),
    encoder: { name: 'letters', encode: async () => Float32Array.of(1) },
    reranker: null,
    passages: { texts: async () => documents },
    onError: (error: unknown) => {
      throw error
    },
  }
  const parts: AnswerPart[] = []
  const meter = new Meter(0, () => 0)
  const signal = new AbortController().signal
  for await (const part of quotedAnswer(
    deps,
    { bot: sampleBot('bot_1', bot), history, question },
    meter,
    signal,
  ))
    parts.push(part)
  const of = <Type extends AnswerPart['type']>(type: Type) =>
    parts.filter((part): part is Extract<AnswerPart, { type: Type }> => part.type === type)
  return {
    asked,
    types: parts.map(({ type }) => type),
    of,
    quoted: of('quotes')[0]!.quoted,
    text: of('text')[0]!.delta,
  }
}

function turn(question: string, said: string, answered = true): Message[] {
  const message = {
    ...{ id: 'msg_1', sources: [], summary: null, problem: null, searched: null, quoted: null },
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  const summary = {
    answered,
    stopped: false,
    usage: { inputTokens: 0, outputTokens: 0 },
    timing: { firstTokenMs: 1, totalMs: 1 },
  }
  const source = {
    n: 1,
    documentId: 'doc_1',
    documentName: 'House.md',
    place: { headingPath: [] },
    text: said,
    start: 0,
    end: 9,
  }
  return [
    { ...message, role: 'visitor', text: question },
    { ...message, role: 'guide', text: said, sources: [source], summary },
  ]
}

describe('an answer in quotes', () => {
  it('gives its sources, their numbers, the quotes, and the same as text', async () => {
    const { types, quoted, text, of } = await answer('Who designed the lighthouse?')
    expect(types).toEqual(['sources', 'citation', 'quotes', 'text'])
    expect(of('citation')).toEqual([{ type: 'citation', source: 1, n: 1 }])
    const [quote] = quoted.quotes
    expect(quote!.content).toMatchObject({ form: 'text', text: expect.stringContaining('Clara Weiss') })
    expect(HOUSE.slice(quote!.start, quote!.end)).toContain('Clara Weiss')
    expect(text).toMatch(/^From \*House\.md\*, “History”:\n\n> The lighthouse was designed .* \[1\]$/)
  })

  it('says that nothing fits, and what comes nearest', async () => {
    const { types, quoted, text } = await answer('Is there wifi?')
    expect(types).toEqual(['sources', 'unanswered', 'quotes', 'text'])
    expect(quoted).toMatchObject({ said: 'I did not find this in the documents.', quotes: [] })
    expect(quoted?.nearest[0]).toMatchObject({ source: 0 })
    expect(text).toBe('I did not find this in the documents.')
  })

  it('says so where there is nothing to read', async () => {
    const { types, text } = await answer('Is there wifi?', { found: [] })
    expect(types).toContain('unanswered')
    expect(text).toBe('I have no documents to answer from yet.')
  })

  it('greets from the guide’s settings without a search', async () => {
    const { asked, types, text } = await answer('hello', { bot: { greeting: 'Ahoy!' } })
    expect(asked).toEqual([])
    expect(types).toEqual(['sources', 'quotes', 'text'])
    expect(text).toBe('Ahoy!')
  })

  it('speaks the guide’s own language', async () => {
    expect((await answer('Is there wifi?', { bot: { language: 'fr' } })).text).toMatch(/^Je n’ai pas trouvé/)
  })

  it('searches for a follow-up made whole, and says what it searched for', async () => {
    const history = turn('Who designed the lighthouse?', 'It was the architect Clara Weiss.')
    const { asked, of } = await answer('And when did it open?', { history })
    expect(asked).toEqual(['When did the lighthouse open?', 'And when did it open?'])
    expect(of('searched')).toEqual([{ type: 'searched', question: 'When did the lighthouse open?' }])
  })

  it('searches for it as it was asked where the guess leads nowhere', async () => {
    const history = turn('Who was Queequeg?', 'Queequeg was a harpooner.')
    const { asked, of, quoted } = await answer('What does the family ticket for it cost?', { history })
    expect(asked).toEqual([
      'What does the family ticket for Queequeg cost?',
      'What does the family ticket for it cost?',
    ])
    expect(of('searched')).toEqual([])
    expect(quoted.quotes).toHaveLength(1)
  })

  it('takes what was not found for what “it” stands for, unless the documents surely know of another', async () => {
    const history = turn('What is the capital of Mongolia?', 'I did not find this in the documents.', false)
    const { asked, text } = await answer('When did it open?', { history })
    expect(asked).toEqual(['When did the capital open?', 'When did it open?'])
    expect(text).toContain('opened in 1931')
  })

  it('asks back where nobody can tell who is meant', async () => {
    const { asked, text } = await answer('When was she born?', {
      history: turn('When is it open?', 'Daily.'),
    })
    expect(asked).toEqual([])
    expect(text).toBe('What does “she” stand for here? Please ask with the name of what you mean.')
  })

  it('shows how a document begins, and its headings, where a summary is asked for', async () => {
    const of = (ordinal: number, heading: string, text: string): PassageText => {
      const { documentName: _, cosine, lexical, score, ...rest } = passage(text, ordinal)
      return { ...rest, place: { headingPath: ['House', heading] } }
    }
    const documents = [
      of(1, 'Visits', 'Come in the morning, when it is quiet.'),
      of(0, 'History', 'HOUSE\n\nThe house was built in 1931 by the sea. It is a museum. It has a garden.'),
    ]
    const { quoted, of: parts } = await answer('What is this about?', { documents })
    expect(quoted.said).toBe('I cannot summarise, only quote. This is how it begins:')
    expect(quoted.quotes.map(({ content }) => content)).toEqual([
      {
        form: 'list',
        lead: 'The house was built in 1931 by the sea. It is a museum.',
        items: ['History', 'Visits'],
        more: 0,
      },
    ])
    expect(parts('sources')[0]!.sources).toHaveLength(1)
    expect(parts('unanswered')).toEqual([])
  })

  it('says that it found nothing where what is to be summarised is in none of the documents', async () => {
    const { quoted } = await answer('Summarise the tax report', { documents: [] })
    expect(quoted.said).toBe('I did not find this in the documents.')
  })
})
