import { beforeEach, describe, expect, it } from 'vitest'
import { Queue } from './queue.ts'

let now = 0
let queue: Queue
beforeEach(() => {
  now = 1_000_000
  queue = new Queue({ name: 'q', visibilityMs: 30_000, maxReceiveCount: 3, now: () => now })
})

const bodies = (most = 10) => queue.receive(most).map(({ body }) => body)

describe('a queue', () => {
  it('gives each message to one receiver, and again when its time is over', () => {
    queue.send('a')
    queue.send('b')
    expect(bodies(1)).toEqual(['a'])
    expect(bodies()).toEqual(['b'])
    now += 29_999
    expect(bodies()).toEqual([])
    now += 1
    expect(bodies()).toEqual(['a', 'b'])
  })

  it('gives a group that has little under way its turn before one that has much', () => {
    for (const body of ['a1', 'a2', 'a3']) queue.send(body, 'anna')
    queue.send('b1', 'ben')
    queue.send('c')
    expect(bodies(1)).toEqual(['a1'])
    expect(bodies(2)).toEqual(['b1', 'c'])
    expect(bodies()).toEqual(['a2', 'a3'])
  })

  it('forgets what its last receiver deletes', () => {
    queue.send('a')
    const [message] = queue.receive(1)
    queue.delete(message!.id, message!.receipt!)
    now += 60_000
    expect([bodies(), queue.size]).toEqual([[], 0])
  })

  it('does not let a late receiver delete what another holds now', () => {
    queue.send('a')
    const [late] = queue.receive(1)
    now += 30_000
    expect(bodies()).toEqual(['a'])
    queue.delete(late!.id, late!.receipt!)
    expect(queue.size).toBe(1)
  })

  it('counts receives, and puts away what came back too often', () => {
    queue.send('poison')
    queue.send('good')
    for (let receive = 1; receive <= 3; receive++) {
      const [poison, good] = queue.receive(10)
      expect(poison).toMatchObject({ body: 'poison', receiveCount: receive, firstReceivedAt: 1_000_000 })
      if (good) queue.delete(good.id, good.receipt!)
      now += 30_000
    }
    expect(queue.deadLetters).toEqual([])
    expect(bodies()).toEqual([])
    expect(queue.deadLetters).toMatchObject([{ body: 'poison' }])
    expect(queue.size).toBe(0)
  })
})
