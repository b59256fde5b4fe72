import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startWorker } from './ingestion-worker.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let app: TestApp
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  app = await startTestApp()
  worker = await startWorker({ port: 0, signUp: { mode: 'invited', invitations: ['@school.example'] } })
})
afterAll(async () => {
  await worker.close()
  await app.close()
})

const EVENT = JSON.stringify({ Records: [] })

/** What it answers to these lines; `endless` goes on sending until it hangs up. */
function say(head: string, body: string, endless = false): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(worker.port, '127.0.0.1')
    let answer = ''
    let sent = 0
    const more = () => {
      while (endless && socket.writable) {
        sent += 65_536
        if (!socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`)) return
      }
    }
    socket.on('drain', more)
    socket.on('data', piece => {
      answer += piece
    })
    // It hangs up while we still speak.
    socket.on('error', error => {
      if (!['EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code!)) reject(error)
    })
    socket.on('close', () => resolve({ status: Number(answer.split(' ')[1]), sent }))
    socket.write(`${head}\r\nconnection: close\r\n\r\n${body}`)
    more()
  })
}

const to = (host: string, more = '') =>
  `POST /events HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${EVENT.length}${more}`

it('takes events as 127.0.0.1 only, and from no page', async () => {
  const own = `127.0.0.1:${worker.port}`
  expect((await say(to(own), EVENT)).status).toBe(202)
  expect((await say(to(`evil.test:${worker.port}`), EVENT)).status).toBe(421)
  expect((await say(to(own, '\r\norigin: https://evil.test'), EVENT)).status).toBe(403)
})

it('reads no body without end', async () => {
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const head = `POST /events HTTP/1.1\r\nhost: 127.0.0.1:${worker.port}\r\ntransfer-encoding: chunked`
  const { status, sent } = await say(head, '', true)
  expect(status).toBe(413)
  expect(sent).toBeLessThan(20_000_000)
  expect((await say(to(`127.0.0.1:${worker.port}`), EVENT)).status).toBe(202)
  complaints.mockRestore()
})

it('tells the user pool who may make an account, as a function in the cloud does', async () => {
  const ask = async (email: string) => {
    const event = { triggerSource: 'PreSignUp_SignUp', request: { userAttributes: { email } } }
    const url = `http://127.0.0.1:${worker.port}/2015-03-31/functions/docent-pre-sign-up/invocations`
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) })
    return { failed: response.headers.get('x-amz-function-error'), said: await response.json(), event }
  }
  const admitted = await ask('anna@school.example')
  expect(admitted).toMatchObject({ failed: null, said: admitted.event })
  expect(await ask('anna@elsewhere.example')).toMatchObject({
    failed: 'Unhandled',
    said: { errorMessage: 'This e-mail address is not invited' },
  })
})
