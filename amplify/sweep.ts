import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Construct } from 'constructs'
import { docentFunction } from './docent-function.ts'
import { sweeping } from './permissions.ts'
import { functionEnvironment, type Resources } from './resources.ts'

/**
 * Scheduler's shortest. Somebody watches their document stand still until the sweep comes by; asking two
 * indexes 43,200 times a month is a few cents.
 */
const EVERY_MINUTES = 1
/** It deletes and sends, and computes nothing. */
const MEMORY_MB = 512
/** Deleting a large bot takes a while; what is cut off is found again. */
const SECONDS = 300

/** Finds what has gone quiet. */
export function sweep(scope: Construct, code: string, resources: Resources): LambdaFunction {
  const sweeper = docentFunction(scope, 'Sweep', {
    description: 'Takes on documents whose worker has died',
    code,
    memoryMb: MEMORY_MB,
    seconds: SECONDS,
    environment: { ...functionEnvironment(resources), ...watched(resources) },
    permissions: sweeping(resources),
  })
  new Schedule(scope, 'SweepSchedule', {
    description: 'Every minute, so that a document whose worker died stands still no longer',
    schedule: ScheduleExpression.rate(Duration.minutes(EVERY_MINUTES)),
    // The next one comes by in a minute: a missed one is not made up for.
    target: new LambdaInvoke(sweeper, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
  })
  return sweeper
}

/** The pages are where there is an app; a sandbox has none. */
function watched({ parameters }: Resources): Record<string, string> {
  return parameters.appId ? { DOCENT_HEALTH_URL: parameters.publicUrl } : {}
}
