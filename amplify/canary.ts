import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Construct } from 'constructs'
import { LIMIT_MS } from '../lib/server/lambda/canary-limit.ts'
import { docentFunction } from './docent-function.ts'
import type { Parameters } from './parameters.ts'

/** Each asks a question that is paid for: docs/operate/costs.md. */
export const CANARY_MINUTES = 15
/** It waits. */
const MEMORY_MB = 256
/** More than it gives an answer: it can still say what was wrong. */
const SECONDS = LIMIT_MS / 1_000 + 15

/** Asks a guide by the way that visitors come, where the operator names one; it may nothing but log. */
export function canary(scope: Construct, code: string, { canaryPage }: Parameters): LambdaFunction | null {
  if (!canaryPage) return null
  const asker = docentFunction(scope, 'Canary', {
    description: 'Asks a guide as a visitor does',
    code,
    memoryMb: MEMORY_MB,
    seconds: SECONDS,
    environment: { DOCENT_CANARY_URL: canaryPage },
    permissions: [],
    traced: false,
  })
  new Schedule(scope, 'CanarySchedule', {
    description: 'So often does somebody notice that no answer comes',
    schedule: ScheduleExpression.rate(Duration.minutes(CANARY_MINUTES)),
    // Of one that failed Lambda makes two more tries by itself, within some minutes.
    target: new LambdaInvoke(asker, { retryAttempts: 0, maxEventAge: Duration.minutes(CANARY_MINUTES) }),
  })
  return asker
}
