import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** Clients arrive over HTTP/1.1 or, for Bedrock's streaming client, cleartext HTTP/2. */
export type LocalRequest = IncomingMessage | Http2ServerRequest
export type LocalResponse = ServerResponse | Http2ServerResponse

/** The one account that exists on this loopback AWS. */
export interface LocalAccount {
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * One AWS service on loopback. The server asks each service in turn whether a request is for it
 * and hands the untouched request (body unread) to the first that says yes; S3 is asked last.
 */
export interface LocalService {
  name: string
  matches(request: LocalRequest): boolean
  /** Answers the request completely, errors included. A rejection is a bug and becomes a blank 500. */
  handle(request: LocalRequest, response: LocalResponse): Promise<void>
  /** Flushes what must be on disk and frees handles. */
  close(): Promise<void>
}
