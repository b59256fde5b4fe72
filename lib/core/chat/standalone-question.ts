import { escapeMarkup, userSays } from './answer-prompt.ts'
import type { Message } from './message.ts'
import type { ChatModel } from './ports.ts'

/** The last two exchanges hold what a follow-up refers to. */
const TURNS_READ = 4
/** An answer can be long; its beginning says what it is about. */
const TURN_CHARACTERS = 600
const MAX_TOKENS = 120
/** A rewrite longer than this is no longer a question. */
const MAX_LENGTH = 1_000

const INSTRUCTIONS = `Rewrite the follow-up as one question that can be understood without the conversation.
Keep its language and its meaning; put in the names that words like “it”, “there” or “and” stand for.
If it already stands alone, repeat it unchanged. Reply with the question only, on one line.`

/**
 * What to search for. A first question is its own answer; a follow-up (“And on Sundays?”) is rewritten by
 * the model. Where the model has nothing to say, the question is used as it came.
 */
export async function standaloneQuestion(
  model: ChatModel,
  history: Message[],
  question: string,
  signal: AbortSignal,
): Promise<string> {
  if (!history.length) return question
  const conversation = history
    .slice(-TURNS_READ)
    .map(
      ({ role, text }) =>
        `<turn role="${role}">${escapeMarkup(text.slice(0, TURN_CHARACTERS).toWellFormed())}</turn>`,
    )
  const prompt = `<conversation>\n${conversation.join('\n')}\n</conversation>\n<follow-up>\n${escapeMarkup(question)}\n</follow-up>`
  const request = {
    instructions: INSTRUCTIONS,
    messages: [userSays(prompt)],
    maxTokens: MAX_TOKENS,
  }
  let rewritten = ''
  for await (const event of model.stream(request, signal)) {
    if (event.type === 'text') rewritten += event.delta
  }
  const line = rewritten.trim().split('\n')[0] ?? ''
  return line && line.length <= MAX_LENGTH ? line : question
}
