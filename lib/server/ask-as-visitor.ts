import { type AnswerChunk, answerChunkSchema } from '#lib/core/contract/answer-chunk.ts'
import { errorBodySchema } from '#lib/core/contract/error-body.ts'
import { type FrameConfig, frameConfigSchema } from '#lib/core/contract/frame-config.ts'

/** Where a guide suggests none. */
const QUESTION = 'What can you tell me?'

/**
 * Opens a guide's page as a visitor's browser does, asks its first suggested question where that page says, and reads
 * the answer to its end. Throws in plain words at whatever would leave a visitor without one, also when there is none
 * after `limitMs`.
 */
export async function askAsVisitor(page: string, limitMs: number): Promise<string> {
  const signal = AbortSignal.timeout(limitMs)
  try {
    return textOf(await ask(await open(page, signal), new URL(page).origin, signal))
  } catch (error) {
    if (!signal.aborted) throw error
    throw new Error(`There was no whole answer after ${limitMs / 1_000} s.`, { cause: error })
  }
}

async function open(page: string, signal: AbortSignal): Promise<FrameConfig> {
  const asked = fetch(page, { headers: { 'sec-fetch-dest': 'document' }, signal })
  const response = await reached(asked, `${page} cannot be reached.`)
  const html = await reached(response.text(), `${page} broke off.`)
  const config = /<script type="application\/json" id="docent-config">(.*?)<\/script>/s.exec(html)?.[1]
  if (!config) throw new Error(`${page} answered ${response.status} and shows no guide. Is it published?`)
  const read = frameConfigSchema.safeParse(parsed(config))
  if (read.success) return read.data
  throw new Error(`${page} is of another version of Docent than this one. If that stays so, deploy again.`, {
    cause: read.error,
  })
}

async function ask(
  { chatUrl, ticket, bot }: FrameConfig,
  origin: string,
  signal: AbortSignal,
): Promise<string> {
  const asked = fetch(chatUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json', origin },
    body: JSON.stringify({ question: bot.suggestedQuestions[0] ?? QUESTION }),
    signal,
  })
  const response = await reached(asked, `${chatUrl} cannot be reached.`)
  const text = await reached(response.text(), 'The answer broke off: the connection ended.')
  if (!response.ok) throw new Error(`The question was refused with ${response.status}. ${reasonIn(text)}`)
  const letIn = response.headers.get('access-control-allow-origin')
  if (new URL(chatUrl).origin !== origin && letIn !== origin)
    throw new Error(`${chatUrl} lets in no page of ${origin}. Is that the address of this installation?`)
  return text
}

/** What a visitor reads. */
function textOf(stream: string): string {
  const chunks = stream.split('\n').flatMap(chunkOf)
  const text = chunks.map(chunk => (chunk.type === 'text-delta' ? chunk.delta : '')).join('')
  for (const chunk of chunks) {
    if (chunk.type === 'data-problem') throw new Error(`The answer failed. ${chunk.data.message}`)
    if (chunk.type === 'error') throw new Error(`The answer failed. ${chunk.errorText}`)
  }
  if (!chunks.some(({ type }) => type === 'finish'))
    throw new Error(`The answer broke off after ${text.length} characters.`)
  if (!text.trim()) throw new Error('The answer was empty.')
  return text
}

/** What is no chunk that we know is passed over, as browsers do it; so is half a one at the end. */
function chunkOf(line: string): AnswerChunk[] {
  const json = /^data: (\{.*\})\r?$/.exec(line)?.[1]
  const chunk = answerChunkSchema.safeParse(json && parsed(json))
  return chunk.success ? [chunk.data] : []
}

/** Of what refused, in its own words. */
function reasonIn(text: string): string {
  const body = errorBodySchema.safeParse(parsed(text))
  return body.success ? body.data.error.message : 'It does not say why.'
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function reached<Value>(promise: Promise<Value>, otherwise: string): Promise<Value> {
  try {
    return await promise
  } catch (error) {
    throw new Error(otherwise, { cause: error })
  }
}
