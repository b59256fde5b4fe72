import { afterEach, expect, it, vi } from 'vitest'
import { refused, type ScriptedService, scriptedService } from './testing/scripted-service.ts'

/** How long it would have waited; no time passes. */
const waits: number[] = []
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void waits.push(ms) }))

let service: ScriptedService
afterEach(() => service.close())

it('a service that asks for an hour is asked again after five seconds', async () => {
  service = await scriptedService()
  service.does(refused(503, 'ServiceUnavailable', { 'retry-after': '3600' }))
  const call = { path: '/', headers: {}, body: '{}', readsOnly: true }
  await expect(service.client({ attempts: 2 }).call(call, async answer => answer)).rejects.toThrow('No.')
  expect(waits).toEqual([5_000])
})
