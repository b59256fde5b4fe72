import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { LocalRequest } from '../service.ts'
import { openExchange } from './exchange.ts'

/** A client whose socket is full until `drain`. */
class FullResponse extends EventEmitter {
  written = 0
  headersSent = false
  write() {
    this.written += 1
    return false
  }
  end() {
    this.emit('close')
  }
}

function open() {
  const response = new FullResponse()
  const request = Readable.from([]) as LocalRequest
  return { response, exchange: openExchange(request, response as unknown as ServerResponse) }
}

describe('an exchange with a client', () => {
  it('waits for room before it says that a write is done', async () => {
    const { response, exchange } = open()
    let done = false
    const writing = exchange.write(Buffer.from('x')).then(() => {
      done = true
    })
    await Promise.resolve()
    expect(done).toBe(false)
    response.emit('drain')
    await writing
    expect(response.listenerCount('drain')).toBe(0)
  })

  it('does not wait for a client that has gone, nor writes to it', async () => {
    const { response, exchange } = open()
    const writing = exchange.write(Buffer.from('x'))
    response.emit('close')
    await writing
    await exchange.write(Buffer.from('y'))
    expect(exchange.gone.aborted).toBe(true)
    expect(response.written).toBe(1)
  })

  it('does not call a finished answer gone', () => {
    const { exchange } = open()
    exchange.end()
    expect(exchange.gone.aborted).toBe(false)
  })
})
