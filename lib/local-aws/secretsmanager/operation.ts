import type { z } from 'zod'
import { SecretsError } from './secrets-error.ts'
import type { SecretStore } from './store.ts'

/** What operations work with. */
export interface SecretsManager {
  region: string
  store: SecretStore
  now(): Date
}

export type Operation = (body: unknown, secrets: SecretsManager) => Promise<object>

/** An operation: what it takes, what it does. Members that this stand-in does not carry are refused by name. */
export function operation<Input extends z.ZodType>(
  input: Input,
  run: (input: z.output<Input>, secrets: SecretsManager) => Promise<object> | object,
): Operation {
  return async (body, secrets) => {
    const parsed = input.safeParse(body)
    if (parsed.success) return run(parsed.data, secrets)
    const issue = parsed.error.issues[0]!
    const where = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')
    throw new SecretsError('InvalidParameterException', `${where || 'The request'}: ${issue.message}`)
  }
}
