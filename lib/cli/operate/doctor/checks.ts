import { checkAddress } from './check-address.ts'
import { checkAlarms } from './check-alarms.ts'
import { checkApp } from './check-app.ts'
import { checkBucket } from './check-bucket.ts'
import { checkChat } from './check-chat.ts'
import { checkClock } from './check-clock.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkMail } from './check-mail.ts'
import { checkModelAccess } from './check-model-access.ts'
import { checkOutputs } from './check-outputs.ts'
import { checkQueue } from './check-queue.ts'
import { checkSecret } from './check-secret.ts'
import { checkTables } from './check-tables.ts'
import type { Check } from './finding.ts'

/** In the order in which they are read: what explains others stands before them. */
export const CHECKS: readonly Check[] = [
  checkOutputs,
  checkCredentials,
  checkClock,
  checkTables,
  checkBucket,
  checkQueue,
  checkSecret,
  checkModelAccess,
  checkAddress,
  checkApp,
  checkChat,
  checkMail,
  checkAlarms,
]
