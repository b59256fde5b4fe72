import { DocentError } from '../errors.ts'

export type SpentPeriod = 'day' | 'month'

/** In words for the visitor, who neither pays nor can change it. */
export class BudgetSpent extends DocentError {
  readonly per: SpentPeriod

  constructor(per: SpentPeriod, now: number) {
    const [when, next] =
      per === 'day' ? ['today', 'Come back tomorrow'] : ['this month', 'Come back next month']
    super(
      'limit-reached',
      `This guide has answered as much as it may ${when}.`,
      `${next}, or ask the people behind this page.`,
      { retryAfter: Math.ceil((endOf(per, now) - now) / 1_000) },
    )
    this.per = per
  }
}

/** Milliseconds since 1970; days and months are those of UTC. */
function endOf(per: SpentPeriod, now: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return per === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1)
}
