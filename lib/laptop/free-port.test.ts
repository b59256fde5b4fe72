import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { portIsFree, takeFreePort } from './free-port.ts'

it('takes the next port when the wanted one is taken', async () => {
  const reserved = new Set<number>()
  expect(await takeFreePort(3000, reserved, async port => port >= 3002)).toBe(3002)
})

it('never gives the same port twice', async () => {
  const reserved = new Set<number>()
  const free = async () => true
  expect([await takeFreePort(3000, reserved, free), await takeFreePort(3000, reserved, free)]).toEqual([
    3000, 3001,
  ])
})

it('says what to do when everything is taken', async () => {
  await expect(takeFreePort(3000, new Set(), async () => false)).rejects.toThrow('--port')
})

it('asks the system for any port when 0 is wanted', async () => {
  const port = await takeFreePort(0, new Set())
  expect(port).toBeGreaterThan(0)
  expect(await portIsFree(port)).toBe(true)
})

it.each(['127.0.0.1', '0.0.0.0'])('sees that a port is taken by somebody on %s', async host => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  const { port } = server.address() as { port: number }
  expect(await portIsFree(port)).toBe(false)
  await new Promise(resolve => server.close(resolve))
  expect(await portIsFree(port)).toBe(true)
})
