import type { Writable } from 'node:stream'

/**
 * Streams a response out of a Lambda, at the caller's pace. Where the stream closes early, reading ends and
 * what ends with it (the model's call, the record of the answer) is waited for: the function is frozen as
 * soon as its handler returns.
 */
export async function sendResponse(response: Response, stream: Writable): Promise<void> {
  const { status: statusCode, headers, body } = response
  const out = awslambda.HttpResponseStream.from(stream, { statusCode, headers: Object.fromEntries(headers) })
  // Status and headers go out with the first write, be it empty.
  out.write('')
  if (body) await pump(body.getReader(), out)
  if (out.destroyed) return
  out.end()
}

async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, out: Writable): Promise<void> {
  const closed = new Promise<'closed'>(resolve => {
    out.once('close', () => resolve('closed'))
    // A broken pipe: `close` follows, and what to do is the same.
    out.once('error', () => resolve('closed'))
  })
  for (;;) {
    const read = out.destroyed ? 'closed' : await Promise.race([reader.read(), closed])
    if (read === 'closed') return reader.cancel()
    if (read.done) return
    if (!out.write(read.value))
      await Promise.race([new Promise(resolve => out.once('drain', resolve)), closed])
  }
}
