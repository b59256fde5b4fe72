import { describe, expect, it } from 'vitest'
import { DocumentQueue } from './document-queue.ts'

const key = (id: string) => ({ id, botId: 'bot_1', ownerId: 'owner-1' })

function openQueue(parallel: number) {
  const begun: string[] = []
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>()
  const queue = new DocumentQueue(parallel, async ({ id }) => {
    begun.push(id)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    ends.set(id, { resolve, reject })
    await promise
    return `${id} done`
  })
  return { queue, begun, ends }
}

/** Lets everything run that does not wait for us. */
const settle = () => new Promise(resolve => setImmediate(resolve))

describe('the queue', () => {
  it('works on a few at a time, the others in the order they came', async () => {
    const { queue, begun, ends } = openQueue(2)
    for (const id of ['a', 'b', 'c', 'd']) void queue.add(key(id))
    await settle()
    expect(begun).toEqual(['a', 'b'])
    ends.get('b')!.resolve()
    await settle()
    expect(begun).toEqual(['a', 'b', 'c'])
    ends.get('a')!.resolve()
    ends.get('c')!.resolve()
    await settle()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    ends.get('d')!.resolve()
    await queue.idle()
  })

  it('lets owners take turns: one document does not stand behind all of somebody else’s', async () => {
    const { queue, begun, ends } = openQueue(1)
    const of = (ownerId: string, ids: string[]) => {
      for (const id of ids) void queue.add({ ...key(id), ownerId })
    }
    of('anna', ['a1', 'a2', 'a3', 'a4', 'a5'])
    of('ben', ['b1', 'b2'])
    of('carla', ['c1'])
    for (let ended = 0; ended < 8; ended++) {
      await settle()
      ends.get(begun.at(-1)!)!.resolve()
    }
    await queue.idle()
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5'])
  })

  it('works on none twice at the same time: who asks again gets the same work', async () => {
    const { queue, begun, ends } = openQueue(1)
    const works = [queue.add(key('a')), queue.add(key('b')), queue.add(key('a')), queue.add(key('b'))]
    await settle()
    ends.get('a')!.resolve()
    await settle()
    ends.get('b')!.resolve()
    expect(await Promise.all(works)).toEqual(['a done', 'b done', 'a done', 'b done'])
    expect(begun).toEqual(['a', 'b'])
  })

  it('takes a document on again after its work has ended', async () => {
    const { queue, begun, ends } = openQueue(1)
    for (let time = 0; time < 2; time++) {
      const work = queue.add(key('a'))
      await settle()
      ends.get('a')!.resolve()
      await work
    }
    expect(begun).toEqual(['a', 'a'])
  })

  it('goes on after a failure, which only those hear of who asked', async () => {
    const { queue, begun, ends } = openQueue(1)
    const [failing, next] = [queue.add(key('a')), queue.add(key('b'))]
    await settle()
    ends.get('a')!.reject(new Error('no'))
    await expect(failing).rejects.toThrow('no')
    await settle()
    expect(begun).toEqual(['a', 'b'])
    ends.get('b')!.resolve()
    expect(await next).toBe('b done')
  })

  it('is idle when nothing waits or is under way, and not before', async () => {
    const { queue, ends } = openQueue(1)
    await queue.idle()
    let idle = false
    void queue.add(key('a'))
    void queue.add(key('b'))
    const waiting = queue.idle().then(() => {
      idle = true
    })
    await settle()
    ends.get('a')!.resolve()
    await settle()
    expect(idle).toBe(false)
    ends.get('b')!.resolve()
    await waiting
  })
})
