import { type ConverseRequest, lastUserText } from '../converse-request.ts'
import { answerFromPassages } from './answer.ts'
import { readAnsweringPrompt, readRewritingPrompt } from './prompt.ts'
import { rewriteFollowUp } from './rewrite.ts'

/** The extractive reader's reply to a conversation: the standalone question when asked to rewrite, else the answer. */
export function replyTo(request: ConverseRequest): string {
  const text = lastUserText(request)
  if (request.system.includes('Rewrite the follow-up')) {
    const { turns, followUp } = readRewritingPrompt(text)
    return rewriteFollowUp(turns, followUp)
  }
  const { passages, question } = readAnsweringPrompt(text)
  return answerFromPassages(question, passages)
}
