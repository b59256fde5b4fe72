import type { TestAnswer } from '../core/trial/test-answer.ts'
import { formatMicroUsd, formatSeconds } from './format.ts'

/** `Answered in 2.1 seconds, the first word after 0.4 seconds. It cost about $0.0041.` */
export function testSummary(
  { firstWordMs, totalMs, microUsd }: Pick<TestAnswer, 'firstWordMs' | 'totalMs' | 'microUsd'>,
  locale?: string,
): string {
  const began = firstWordMs === null ? '' : `, the first word after ${formatSeconds(firstWordMs, locale)}`
  const cost = microUsd === 0 ? 'nothing' : `about ${formatMicroUsd(microUsd, locale)}`
  return `Answered in ${formatSeconds(totalMs, locale)}${began}. It cost ${cost}.`
}
