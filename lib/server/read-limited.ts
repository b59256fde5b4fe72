import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * A body of at most `maxBytes`. Null where it is longer: then it was answered with 413 and the connection is closed,
 * however much is still to come.
 */
export function readLimited(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    request.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes <= maxBytes) {
        pieces.push(piece)
        return
      }
      request.pause()
      response.writeHead(413, { connection: 'close' }).end(() => request.destroy())
      resolve(null)
    })
    request.once('end', () => resolve(Buffer.concat(pieces)))
    request.once('error', reject)
  })
}
