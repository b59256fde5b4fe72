/**
 * The `data:` payloads of a server-sent event stream, up to `[DONE]`. Throws when the stream ends without it.
 * Source: WHATWG HTML, 9.2.6 "Interpreting an event stream"; `[DONE]` is OpenAI's.
 */
export async function* readServerSentData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true })
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    for (const line of lines) {
      if (!line.startsWith('data:')) continue
      const data = line.slice('data:'.length).trim()
      if (data === '[DONE]') return
      yield data
    }
  }
  throw new Error('the stream ended early')
}
