import { createHash, randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { sendAnswer } from '../send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { verifySignature } from '../sigv4.ts'
import { finishTableChanges } from './finish-table-changes.ts'
import { operations } from './operations.ts'
import { readBody } from './read-body.ts'
import { forgetOldUndos } from './recovery-log.ts'
import { isRefusal, refuseAtTheDoor } from './refusal.ts'
import { clearUnfinishedRestorations } from './restore-table.ts'
import { signatureRefusal } from './signature-refusal.ts'
import { openStore } from './store.ts'
import { sweepExpired } from './sweep-expired.ts'
import { forgetOldTokens } from './transaction-tokens.ts'
import { refuseUnsupportedFields } from './unsupported-fields.ts'

export interface DynamodbService extends LocalService {
  /** Deletes expired items now; returns how many. */
  sweep(): Promise<number>
}

/** AWS deletes expired items within days; an hour is often enough and costs one read through the table. */
const SWEEP_INTERVAL_MS = 3_600_000

/**
 * DynamoDB's API (version 20120810) over LevelDB in `folder`.
 * What has been answered survives a killed process; nothing promises to survive a power cut.
 */
export async function createDynamodb(options: {
  folder: string
  account: LocalAccount
  now?: () => Date
  sweepIntervalMs?: number
}): Promise<DynamodbService> {
  const { account, now = () => new Date() } = options
  const store = await openStore(options.folder, account.region)
  await finishTableChanges(store)
  await clearUnfinishedRestorations(store)

  const sweep = async () => {
    await forgetOldTokens(store, now())
    await forgetOldUndos(store, now())
    return sweepExpired(store, now())
  }
  let sweeping: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = sweep().catch(error => console.error('local-aws: dynamodb could not sweep', error))
  }, options.sweepIntervalMs ?? SWEEP_INTERVAL_MS).unref()

  async function answer(request: LocalRequest, body: Buffer): Promise<unknown> {
    checkSignature(request, body, account, now())
    const name = operationName(request)
    const operation = operations.get(name)
    if (!operation) {
      throw refuseAtTheDoor('UnknownOperationException', `The DynamoDB on loopback has no operation ${name}.`)
    }
    const fields = parseBody(body)
    refuseUnsupportedFields(name, fields)
    return operation({ store, now }, fields)
  }

  return {
    name: 'dynamodb',
    matches: request => request.headers['x-amz-target']?.toString().startsWith('DynamoDB_') ?? false,
    async handle(request, response) {
      try {
        const body = await readBody(request)
        if (body === undefined) return
        send(response, 200, await answer(request, body))
      } catch (error) {
        if (!isRefusal(error)) throw error
        send(response, error.statusCode, error.body)
      }
    },
    sweep,
    async close() {
      clearInterval(timer)
      await sweeping
      // Behind the last writer.
      await store.exclusively(() => store.db.close())
    },
  }
}

function checkSignature(request: LocalRequest, body: Buffer, account: LocalAccount, now: Date) {
  const { method = '', url = '', headers } = request
  const bodySha256 = createHash('sha256').update(body).digest('hex')
  try {
    verifySignature({ method, url, headers }, { account, service: 'dynamodb', now, bodySha256 })
  } catch (error) {
    throw signatureRefusal(error, headers['x-amz-date']?.toString() ?? '', now)
  }
}

/** `DynamoDB_20120810.GetItem` -> `GetItem`; other versions of the API do not exist here. */
function operationName(request: LocalRequest): string {
  const target = request.headers['x-amz-target']!.toString()
  return target.startsWith(VERSION) ? target.slice(VERSION.length) : target
}
const VERSION = 'DynamoDB_20120810.'

function parseBody(body: Buffer): Record<string, unknown> {
  let fields: unknown
  try {
    fields = JSON.parse(body.toString('utf8'))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw refuseAtTheDoor('SerializationException', 'The body is not JSON.', { cause })
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw refuseAtTheDoor('SerializationException', 'The body is not a JSON object.')
  }
  return fields as Record<string, unknown>
}

function send(response: LocalResponse, status: number, answer: unknown) {
  // dynalite answers some operations with '' for an empty body.
  const body = Buffer.from(answer === '' ? '' : JSON.stringify(answer))
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': String(crc32(body)),
  }
  sendAnswer(response, status, headers, body)
}
