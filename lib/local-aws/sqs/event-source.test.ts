import { afterAll, afterEach, expect, it, vi } from 'vitest'
import type { LocalFunction } from '../lambda/function.ts'
import { smallFunctions } from '../lambda/testing/small-functions.ts'
import { connectQueue, type EventSource } from './event-source.ts'
import { Queue } from './queue.ts'

const small = smallFunctions()
afterAll(() => small.close())
const open: { source: EventSource; queue: Queue }[] = []
afterEach(async () => {
  for (const { source, queue } of open.splice(0)) {
    await source.close()
    queue.close()
  }
})

function connect(fn: LocalFunction, { batchSize = 10, concurrency = 1, maxReceiveCount = 3 } = {}) {
  let later = 0
  const queue = new Queue({ name: 'q', visibilityMs: 30_000, maxReceiveCount, now: () => Date.now() + later })
  const source = connectQueue(queue, fn, { batchSize, concurrency, region: 'us-east-1' })
  open.push({ source, queue })
  const elapse = () => {
    later += 30_000
    queue.look()
  }
  return { queue, source, elapse }
}

it('a batch arrives as Lambda tells of it, and is deleted when the function names no failure', async () => {
  const fn = small.write('export const handler = async event => { console.log(JSON.stringify(event)) }')
  const { queue } = connect(fn)
  const { md5 } = queue.send('{"a":1}')
  await vi.waitFor(() => expect(queue.size).toBe(0), { timeout: 5_000 })
  await vi.waitFor(() => expect(fn.log()).toHaveLength(1))
  expect(JSON.parse(fn.log()[0]!).Records).toMatchObject([
    {
      body: '{"a":1}',
      md5OfBody: md5,
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:q',
    },
  ])
})

it('of a batch only what the function names comes again', async () => {
  const fn = small.write(`export const handler = async ({ Records }) => {
    console.log(Records.map(({ body }) => body).join())
    const bad = Records.filter(({ body }) => body === 'bad')
    return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }`)
  const { queue, source, elapse } = connect(fn)
  for (const body of ['first', 'bad', 'good']) queue.send(body)
  await source.idle()
  expect(queue.size).toBe(1)
  elapse()
  await source.idle()
  await vi.waitFor(() => expect(fn.log()).toEqual(['first', 'bad,good', 'bad']))
})

it.each([
  ['fails whole', 'throw new Error("no")'],
  ['names what was not in the batch', 'return { batchItemFailures: [{ itemIdentifier: "other" }] }'],
  ['names nothing', 'return { batchItemFailures: [{ itemIdentifier: "" }] }'],
  ['answers nonsense', 'return "done"'],
])('all of a batch comes again where the function %s, until it is put away', async (_, body) => {
  const { queue, source, elapse } = connect(small.write(`export const handler = async () => { ${body} }`), {
    maxReceiveCount: 2,
  })
  queue.send('a')
  await source.idle()
  expect([queue.size, queue.deadLetters.length]).toEqual([1, 0])
  elapse()
  await source.idle()
  elapse()
  expect([queue.size, queue.deadLetters.length]).toEqual([0, 1])
})

it('no more batches are under way than its concurrency', async () => {
  const fn = small.write('export const handler = async () => {}', { concurrency: 10 })
  const { queue, source } = connect(fn, { batchSize: 1, concurrency: 2 })
  const most: number[] = []
  const stream = fn.stream.bind(fn)
  let running = 0
  vi.spyOn(fn, 'invoke').mockImplementation(async event => {
    most.push(++running)
    const { body, ended } = await stream(event)
    body.resume()
    await ended
    running--
    return null
  })
  for (let n = 0; n < 6; n++) queue.send(String(n))
  await source.idle()
  expect(Math.max(...most)).toBe(2)
  expect(queue.size).toBe(0)
})

it('a queue that hands a message out again while the function may still be at it is refused, as by AWS', () => {
  const fn = small.write('export const handler = async () => {}', { timeoutMs: 30_001 })
  expect(() => connect(fn)).toThrow('less than Function timeout')
})
