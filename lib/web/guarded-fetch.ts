import { promises as dns, type LookupAddress } from 'node:dns'
import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type Duplex, PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { isPublicAddress } from './public-address.ts'
import { WebRefusal } from './web-refusal.ts'

/** Everywhere else something is served that is no web page. */
const PORTS = ['', '80', '443']
const REDIRECTS = [301, 302, 303, 307, 308]
const MOST_REDIRECTS = 5
/** Below it nothing has been answered yet. */
const LEAST_STATUS = 200

export interface FetchOptions {
  headers?: Record<string, string>
  /** Of the body, both as it comes and unpacked. */
  maxBytes: number
  /** From the first look at the name to the last byte, redirects included. */
  maxMs: number
  /** Hosts with their ports, `127.0.0.1:4000`, that may be reached although they are not public. For tests. */
  alsoHosts?: readonly string[]
  signal?: AbortSignal
  resolve?: (host: string) => Promise<LookupAddress[]>
}

export interface Fetched {
  /** Where it was in the end. */
  url: string
  status: number
  headers: IncomingHttpHeaders
  body: Uint8Array
}

/**
 * Brings what an address on the public web answers, and nothing else: every host, also those it is led on to, is
 * looked up and refused where any of its addresses is not public, and the connection goes to the very address that
 * was looked at. Sends no cookie, follows at most five redirects, bounds time and bytes. Throws `WebRefusal`, or the
 * signal's reason.
 */
export async function guardedFetch(address: string, options: FetchOptions): Promise<Fetched> {
  const late = AbortSignal.timeout(options.maxMs)
  const signal = options.signal ? AbortSignal.any([late, options.signal]) : late
  let url = addressOf(address)
  for (let redirects = 0; ; redirects++) {
    try {
      const response = await open(url, options, signal)
      if (response.statusCode! < LEAST_STATUS) throw new WebRefusal('unreachable', url.href)
      const next = nextOf(url, response)
      if (next === null) {
        const body = await bodyOf(response, url, options.maxBytes, signal)
        return { url: url.href, status: response.statusCode!, headers: response.headers, body }
      }
      response.destroy()
      if (redirects === MOST_REDIRECTS) throw new WebRefusal('too-many-redirects', url.href)
      url = next
    } catch (error) {
      options.signal?.throwIfAborted()
      if (late.aborted) throw new WebRefusal('too-slow', url.href, { cause: error })
      throw error instanceof WebRefusal ? error : new WebRefusal('unreachable', url.href, { cause: error })
    }
  }
}

/** Throws `WebRefusal` for what is no address of a page. */
export function addressOf(text: string, base?: URL): URL {
  const url = URL.parse(text, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname)
    throw new WebRefusal('bad-address', text.slice(0, 200))
  url.hash = ''
  return url
}

function nextOf(url: URL, { statusCode, headers }: IncomingMessage): URL | null {
  if (!REDIRECTS.includes(statusCode!) || !headers.location) return null
  return addressOf(headers.location, url)
}

async function open(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const found = await allowedAddresses(url, options, signal)
  // Whatever the name leads to by then: the connection goes where we have looked.
  const lookup: LookupFunction = (_host, { all }, done) =>
    all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)
  const send = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip, br', ...options.headers }
    const request = send(url, { lookup, headers, signal, agent: false }, resolve)
    request.on('error', reject)
    // Somebody who changes the protocol answers nothing that is read.
    request.on('close', () => reject(new Error('It was closed before an answer.')))
    request.end()
  })
}

async function allowedAddresses(
  url: URL,
  { alsoHosts = [], resolve = lookUp }: FetchOptions,
  signal: AbortSignal,
): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isExcepted = alsoHosts.includes(url.host)
  if (!isExcepted && !PORTS.includes(url.port)) throw new WebRefusal('bad-port', url.href)
  const family = isIP(host)
  const found = family ? [{ address: host, family }] : await orAborted(resolve(host), signal)
  if (found.length === 0) throw new WebRefusal('unreachable', url.href)
  // One that is not public beside one that is: the next answer may be that one alone.
  if (!isExcepted && !found.every(({ address }) => isPublicAddress(address)))
    throw new WebRefusal('not-public', url.href)
  return found
}

function lookUp(host: string): Promise<LookupAddress[]> {
  return dns.lookup(host, { all: true, verbatim: true })
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Whole and unpacked. */
async function bodyOf(
  response: IncomingMessage,
  { href }: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const make = UNPACKERS.get((response.headers['content-encoding'] ?? '').trim().toLowerCase())
  // Packed twice, or in what was not asked for.
  if (!make) throw new WebRefusal('bad-encoding', href)
  const bounded = async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new WebRefusal('too-large', href)
      yield chunk
    }
  }
  const chunks: Buffer[] = []
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk)
  }
  try {
    await pipeline(response, bounded, make(), bounded, keep, { signal })
  } catch (error) {
    if (PACKED_BADLY.test((error as NodeJS.ErrnoException).code ?? ''))
      throw new WebRefusal('bad-encoding', href, { cause: error })
    throw error
  }
  return new Uint8Array(Buffer.concat(chunks))
}

const UNPACKERS = new Map<string, () => Duplex>([
  ['', () => new PassThrough()],
  ['identity', () => new PassThrough()],
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
])

/** As zlib and Brotli say it. */
const PACKED_BADLY = /^Z_|^ERR_.*(?:FORMAT|PADDING)/
