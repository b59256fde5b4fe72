import { Agent, type IncomingMessage, request } from 'node:http'
import { type Ask, WORD } from './chat-times.ts'

const TOKEN = Buffer.from(WORD)
const END = Buffer.from('data: [DONE]\n\n')

/** Asks over HTTP as a browser would, and counts the tokens without parsing them: the driver must stay cheap. */
export function askDocent(appUrl: string): Ask {
  // Every visitor is another browser, with a connection of its own.
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  return async (chat, heard, signal) => {
    const body = JSON.stringify({ question: chat.question })
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request(`${appUrl}/api/chat`, {
        agent,
        signal,
        method: 'POST',
        headers: {
          authorization: `Bearer ${chat.ticket}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      })
      asking.once('response', resolve)
      asking.once('error', reject)
      asking.end(body)
    })
    if (response.statusCode !== 200) throw new Error(await refusal(response))
    let rest: Buffer = Buffer.alloc(0)
    for await (const piece of response as AsyncIterable<Buffer>) {
      const seen: Buffer = rest.length ? Buffer.concat([rest, piece]) : piece
      const { count, after } = countTokens(seen)
      // A piece may end in the middle of a word, and of the end.
      rest = seen.subarray(Math.max(after, seen.length - END.length))
      if (count) heard(count)
      if (piece.includes('"type":"data-problem"')) throw new Error(piece.toString())
    }
    if (!rest.includes(END)) throw new Error('The answer ended early.')
  }
}

function countTokens(bytes: Buffer): { count: number; after: number } {
  let count = 0
  let after = 0
  for (let at = bytes.indexOf(TOKEN); at >= 0; at = bytes.indexOf(TOKEN, after)) {
    count += 1
    after = at + TOKEN.length
  }
  return { count, after }
}

async function refusal(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response) text += piece
  return `The chat answered ${response.statusCode}: ${text}`
}
