import { z } from 'zod'
import { invalidParameter } from './cognito-error.ts'
import type { InstallKeys } from './install-keys.ts'
import type { Outcome } from './invoke-function.ts'
import type { Mailbox } from './mailbox.ts'
import type { SpentOnce } from './spent-once.ts'
import type { Store } from './store.ts'

/** What operations work with. */
export interface Cognito {
  region: string
  store: Store
  keys: InstallKeys
  mailbox: Mailbox
  /** SRP secret blocks that have been answered. */
  answered: SpentOnce
  /** Calls a function in Lambda by its ARN. */
  invoke(arn: string, event: object): Promise<Outcome>
  /** Milliseconds since 1970. */
  now(): number
}

export interface Operation {
  /** `public`: a browser may call it unsigned; `signed`: the account's signature is demanded. */
  access: 'public' | 'signed'
  run(body: unknown, cognito: Cognito): Promise<object>
}

/** An operation: who may call it, what it takes, what it does. */
export function operation<Input extends z.ZodType>(
  access: Operation['access'],
  input: Input,
  run: (input: z.output<Input>, cognito: Cognito) => Promise<object> | object,
): Operation {
  return {
    access,
    async run(body, cognito) {
      const parsed = input.safeParse(body)
      if (!parsed.success) throw invalidParameter(complaint(parsed.error, body))
      return run(parsed.data, cognito)
    },
  }
}

export const attributeList = z.array(
  z.object({ Name: z.string().max(32), Value: z.string().max(2048).default('') }),
)

/** As Cognito words it; the first one only. */
function complaint(error: z.ZodError, body: unknown): string {
  const issue = error.issues[0]!
  const name = issue.path.join('.')
  const missing = issue.code === 'invalid_type' && issue.path.length === 1 && !(name in Object(body))
  const constraint = missing ? 'Member must not be null' : issue.message
  const at = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return `1 validation error detected: Value at '${at}' failed to satisfy constraint: ${constraint}`
}
