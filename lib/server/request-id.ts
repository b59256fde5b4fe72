import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

const current = new AsyncLocalStorage<string>()

/** The id of the request that is being answered, or null outside of one. */
export function requestId(): string | null {
  return current.getStore() ?? null
}

/**
 * Runs what belongs to one request: each line it logs and each error it answers carries the id. A Lambda
 * hands in the id AWS gave its call; one that is set already stays.
 */
export function withRequestId<Result>(id: string, run: () => Result): Result {
  return current.run(current.getStore() ?? id, run)
}

/**
 * The id of a request as AWS wrote it (CloudFront before the Next app, or the service in front of us), so
 * that our lines are found beside AWS's own; else a new one.
 */
export function idOfRequest(request: Request): string {
  for (const name of ID_HEADERS) {
    const given = request.headers.get(name)
    if (given && ID.test(given)) return given
  }
  return randomUUID()
}

/** CloudFront overwrites its own; the other one a caller can write as well, so it is taken in this form only. */
const ID_HEADERS = ['x-amz-cf-id', 'x-amzn-requestid']
const ID = /^[\w=-]{16,80}$/
