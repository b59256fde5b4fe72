import { routes } from '../core/contract/routes.ts'
import type { TestAnswer } from '../core/trial/test-answer.ts'
import { callApi } from './api.ts'

/** Asks the language model one question about the guide's own documents. */
export function askTestQuestion(botId: string): Promise<TestAnswer> {
  return callApi(routes.askTestQuestion, { params: { botId } })
}
