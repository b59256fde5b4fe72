import type { IncomingMessage } from 'node:http'
import { named } from './exchange.ts'

/** The whole body; one that is longer than `maxBytes` destroys the connection. */
export function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    message.on('data', (part: Buffer) => {
      parts.push(part)
      bytes += part.length
      if (bytes > maxBytes) message.destroy(new Error(`The service answered more than ${maxBytes} bytes.`))
    })
    message.on('end', () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts, bytes)))
    message.on('error', error => reject(named(error)))
  })
}
