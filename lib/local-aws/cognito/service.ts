import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { verifySignature } from '../sigv4.ts'
import { allowEveryOrigin, answerError, answerJson, answerPreflight } from './answer.ts'
import { CognitoError } from './cognito-error.ts'
import { openInstallKeys } from './install-keys.ts'
import { functionInvoker } from './invoke-function.ts'
import { openMailbox } from './mailbox.ts'
import { answerMailbox, isMailbox } from './mailbox-pages.ts'
import type { Cognito } from './operation.ts'
import { operations } from './operations.ts'
import { parseBody, readBody } from './request-body.ts'
import { serialQueue } from './serial-queue.ts'
import { spentOnce } from './spent-once.ts'
import { openStore } from './store.ts'
import { isWellKnown, wellKnown } from './well-known.ts'

/**
 * Amazon Cognito user pools on loopback: people who sign in with their e-mail address, by SRP, with real
 * tokens; codes land in a mailbox at /_mailbox. Everything is kept in `folder`, and every answer is given
 * after what it says is on disk.
 */
export async function createCognito(options: {
  folder: string
  account: LocalAccount
  /** Where Lambda's Invoke answers, for pools with triggers. */
  functionsUrl?: string
  now?: () => Date
}): Promise<LocalService> {
  const { folder, account } = options
  const clock = options.now ?? (() => new Date())
  const cognito: Cognito = {
    region: account.region,
    keys: await openInstallKeys(join(folder, 'keys.json')),
    mailbox: await openMailbox(join(folder, 'mailbox.json')),
    store: await openStore(join(folder, 'pools')),
    answered: spentOnce(),
    invoke: functionInvoker(options.functionsUrl),
    now: () => clock().getTime(),
  }
  const turns = serialQueue()

  async function runOperation(request: LocalRequest, body: Buffer): Promise<object> {
    const name = targetOf(request)!.slice(TARGET_PREFIX.length)
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (operation === undefined) {
      throw new CognitoError('UnknownOperationException', `The local Cognito does not carry ${name}.`)
    }
    if (operation.access === 'signed') {
      const bodySha256 = createHash('sha256').update(body).digest('hex')
      const { headers, method = 'POST', url = '/' } = request
      verifySignature({ headers, method, url }, { account, service: 'cognito-idp', now: clock(), bodySha256 })
    }
    const input = parseBody(body)
    return turns.run(() => operation.run(input, cognito))
  }

  return {
    name: 'cognito',
    matches: request =>
      isTarget(request) ||
      isPreflight(request) ||
      isWellKnown(request.url ?? '') ||
      isMailbox(request.url ?? ''),
    async handle(request, response) {
      if (isMailbox(request.url ?? '')) return answerMailbox(request, response, cognito.mailbox)
      allowEveryOrigin(response)
      if (request.method === 'OPTIONS') return answerPreflight(request, response)
      await answerApi(request, response)
    },
    close: () => turns.idle(),
  }

  async function answerApi(request: LocalRequest, response: LocalResponse): Promise<void> {
    try {
      if (isTarget(request)) answerJson(response, 200, await runOperation(request, await readBody(request)))
      else answerJson(response, 200, wellKnown(request.url ?? '', cognito), 'application/json')
    } catch (error) {
      answerError(response, error)
    }
  }
}

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.'

function targetOf(request: LocalRequest): string | undefined {
  return request.headers['x-amz-target']?.toString()
}

function isTarget(request: LocalRequest): boolean {
  return request.method === 'POST' && (targetOf(request)?.startsWith(TARGET_PREFIX) ?? false)
}

/** A browser asks before it sends x-amz-target from another origin; of our services only this one is so called. */
function isPreflight(request: LocalRequest): boolean {
  const asked = request.headers['access-control-request-headers']?.toString().toLowerCase() ?? ''
  return request.method === 'OPTIONS' && asked.split(/\s*,\s*/).includes('x-amz-target')
}
