import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Source } from '../../lib/core/chat/answer-event.ts'
import type { Message } from '../../lib/core/chat/message.ts'
import type { AnswerChunk } from '../../lib/core/contract/answer-chunk.ts'
import type { QuotedAnswer } from '../../lib/core/quotes/quote.ts'
import { frameScriptSha256, frameStyleSha256 } from './frame.generated.ts'
import { framePage } from './frame-page.ts'

/**
 * For tests only: a Docent that serves the loader and the chat and answers from a script, and a site
 * of another origin that carries it. What the question says decides how the answer goes.
 */
export interface FakeDocent {
  origin: string
  siteOrigin: string
  /** The same site under a name near Docent's: browsers that forbid storage to strangers allow it here. */
  nearOrigin: string
  /** The next page of the site. */
  page: { html: string; csp?: string }
  /** The guide's colour, as its button is told it. */
  look: string | null
  /** Ends the answers that wait in the middle (questions with "wait"). */
  release(): void
  /** Bodies of the questions asked. */
  asked: { question: string; conversationId: string | null }[]
  close(): Promise<void>
}

const sources: Source[] = [
  {
    n: 1,
    documentId: 'doc_1',
    documentName: 'Prices 2026.pdf',
    place: { locator: { kind: 'page', page: 2 }, headingPath: ['Tickets'] },
    text: 'Tickets\nAn adult pays €14. A family ticket for two adults and up to three children costs €28. Groups of ten or more pay €11 a person, booked ahead.',
    start: 0,
    end: 140,
  },
  {
    n: 2,
    documentId: 'doc_2',
    documentName: 'Visitor rules.docx',
    place: { headingPath: ['Children'] },
    text: 'Children under six enter free. Under twelve, they need a grown-up with them.',
    start: 10,
    end: 86,
  },
]
const answer = [
  'A family ticket for two adults and up to three children costs **€28**. [1] ',
  'Children under six enter ',
  'free. [2]\n\n',
  '| Ticket | Price |\n|---|---|\n| Adult | €14 |\n| Family | €28 |\n',
]

/** Each piece is taller than the chat on most screens. */
const longAnswer = answer.map(piece => `${piece}\n\n`.repeat(12))

/** Lines of code that are quoted (questions with "install"). */
export const QUOTED_CODE = 'npm install audio-guide'
const quoted: QuotedAnswer = {
  said: '',
  quotes: [{ source: 0, start: 0, end: 30, content: { form: 'code', lead: '', text: QUOTED_CODE } }],
  nearest: [],
  unknown: [],
}

export async function startFakeDocent(): Promise<FakeDocent> {
  const loader = await readFile(join(import.meta.dirname, '../../public/docent.js'))
  const waiting: (() => void)[] = []
  const conversations = new Map<string, Message[]>()
  let tickets = 0

  const docent = await listen(async (request, response) => {
    const url = new URL(request.url!, docent.origin)
    if (url.pathname === '/docent.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      return response.end(loader)
    }
    if (url.pathname.endsWith('/look')) {
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      return response.end(`export default ${JSON.stringify({ accent: fake.look })}`)
    }
    if (url.pathname.startsWith('/embed/')) return embed(url.pathname.split('/')[2]!, response)
    const body = request.method === 'POST' ? JSON.parse((await text(request)) || '{}') : {}
    if (url.pathname.endsWith('/ticket'))
      return json(response, 200, { ticket: `t${++tickets}`, expiresAt: inAnHour() })
    if (url.pathname === '/api/chat') return chat(body, response)
    const messages = conversations.get(url.pathname.split('/').at(-1)!)
    return messages
      ? json(response, 200, { messages })
      : json(response, 404, { error: { code: 'not-found' } })
  })
  const site = await listen((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (fake.page.csp) response.setHeader('content-security-policy', fake.page.csp)
    response.end(fake.page.html)
  })

  function embed(id: string, response: ServerResponse) {
    const chatOrigin = docent.origin
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'sha256-${frameScriptSha256}'; style-src 'sha256-${frameStyleSha256}'; connect-src 'self' ${chatOrigin}; base-uri 'none'; form-action 'none'; frame-ancestors ${fake.siteOrigin} ${fake.nearOrigin}`,
    )
    response.end(
      framePage({
        bot: {
          id,
          name: 'Harbour guide',
          greeting: 'Welcome! Ask me about opening hours, tickets or the collection.',
          suggestedQuestions: [
            'What does a family ticket cost?',
            'Is there a student price?',
            'Can I book online?',
          ],
          language: 'en',
          accent: '#a8431f',
        },
        ticket: 't0',
        expiresAt: inAnHour(),
        chatUrl: '/api/chat',
        stopUrl: null,
        ticketUrl: `/api/embed/${id}/ticket`,
        maxQuestion: 4000,
        origin: docent.origin,
      }),
    )
  }

  async function chat(body: { question: string; conversationId: string | null }, response: ServerResponse) {
    fake.asked.push(body)
    const { question } = body
    if (question.includes('too fast'))
      return json(response, 429, {
        error: {
          code: 'too-many-requests',
          message: 'Too many questions at once.',
          nextStep: 'Wait a minute.',
        },
      })
    const conversationId = body.conversationId ?? `chat_${conversations.size + 1}`
    const send = (chunk: AnswerChunk) => response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    const unknown = question.includes('parking')
    const known = question.includes('long') ? longAnswer : answer
    const words = unknown ? ['The documents do not mention parking.'] : known
    response.setHeader('content-type', 'text/event-stream')
    send({ type: 'start', messageId: `msg_${fake.asked.length}`, messageMetadata: { conversationId } })
    if (question.includes('think')) await new Promise<void>(resolve => waiting.push(resolve))
    send({ type: 'data-sources', data: { sources: unknown ? [] : sources } })
    if (question.includes('install')) send({ type: 'data-quotes', data: quoted })
    send({ type: 'text-start', id: 'text' })
    for (const [at, delta] of words.entries()) {
      if (at === 2 && question.includes('cut')) {
        await new Promise<void>(resolve => waiting.push(resolve))
        return response.socket!.end()
      }
      if (at === 2 && question.includes('unsaved')) send({ type: 'data-unkept', data: {} })
      if (at === 2 && question.includes('break')) {
        const problem = {
          code: 'model-failed',
          message: 'The answer broke off. What has arrived is kept.',
          nextStep: 'Try again in a moment.',
          requestId: 'request-1',
        }
        send({ type: 'data-problem', data: problem })
        send({ type: 'finish' })
        return response.end('data: [DONE]\n\n')
      }
      if (at === 2 && question.includes('wait')) await new Promise<void>(resolve => waiting.push(resolve))
      send({ type: 'text-delta', id: 'text', delta })
    }
    const summary = {
      answered: !unknown,
      stopped: false,
      usage: { inputTokens: 1, outputTokens: 1 },
      timing: { firstTokenMs: 1, totalMs: 1 },
    }
    const createdAt = new Date().toISOString()
    const kept = conversations.get(conversationId) ?? []
    const plain = { sources: [], summary: null, problem: null, searched: null, quoted: null, createdAt }
    kept.push({ ...plain, id: `v${kept.length}`, role: 'visitor', text: question })
    kept.push({ ...plain, id: `g${kept.length}`, role: 'guide', text: words.join(''), sources, summary })
    conversations.set(conversationId, kept)
    send({ type: 'text-end', id: 'text' })
    send({ type: 'data-done', data: summary })
    send({ type: 'finish' })
    response.end('data: [DONE]\n\n')
  }

  const fake: FakeDocent = {
    origin: docent.origin,
    // Another name for the loopback makes it another site, not just another port.
    siteOrigin: site.origin.replace('127.0.0.1', 'localhost'),
    page: { html: '' },
    look: '#a8431f',
    release: () => {
      for (const go of waiting.splice(0)) go()
    },
    nearOrigin: site.origin,
    asked: [],
    close: async () => {
      await Promise.all([docent.close(), site.close()])
    },
  }
  return fake
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server: Server = createServer((request, response) => void handler(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function text(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString('utf8')
}

function json(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString()
}
