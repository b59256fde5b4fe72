import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { AwsService, type ServiceOptions } from '../aws-service.ts'

/** What the service does with one call; `call.body` has been read. */
export type Step = (answer: ServerResponse, call: SeenCall) => void

export interface SeenCall {
  headers: IncomingMessage['headers']
  url: string
  body: string
  /** Which connection it came over: 1 is the first. */
  connection: number
}

/** A service on loopback that does what a test tells it, call by call; the last step is for all that follow. */
export async function scriptedService() {
  const calls: SeenCall[] = []
  const sockets: Socket[] = []
  let steps: Step[] = [ok()]
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { headers, url = '' } = request
    const call = { headers, url, body, connection: sockets.indexOf(request.socket) + 1 }
    calls.push(call)
    const step = steps.length > 1 ? steps.shift()! : steps[0]!
    step(response, call)
  })
  server.on('connection', socket => void sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients: AwsService[] = []
  return {
    endpoint,
    calls,
    sockets,
    does(...script: Step[]) {
      steps = script
    },
    client(options: Partial<ServiceOptions> = {}) {
      const client = new AwsService({
        ...{ serviceId: 'DynamoDB', hostPrefix: 'dynamodb', signingName: 'dynamodb', region: 'us-east-1' },
        ...{ endpoint, credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }) },
        ...{ patience: { connectionTimeout: 60_000, socketTimeout: 60_000 }, attempts: 4 },
        ...options,
      })
      clients.push(client)
      return client
    },
    close() {
      for (const client of clients) client.close()
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

export type ScriptedService = Awaited<ReturnType<typeof scriptedService>>

export function ok(body = '{}'): Step {
  return answer => void answer.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body)
}

export function refused(status: number, name: string, headers: Record<string, string> = {}): Step {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'No.' })
  return answer => void answer.writeHead(status, { 'x-amzn-requestid': 'R1', ...headers }).end(body)
}

/** Takes the call and closes the connection without a word. */
export const hangsUp: Step = answer => void answer.socket!.destroy()

/** Begins an answer, then closes the connection. */
export const breaksOff: Step = answer => {
  answer.writeHead(200, { 'content-length': 100 })
  answer.write('{"half":', () => answer.socket!.destroy())
}

/** Takes the call and says nothing. */
export const isSilent: Step = () => undefined
