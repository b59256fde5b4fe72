import { afterAll, beforeAll, expect, it } from 'vitest'
import { deps } from '#lib/server/deps.ts'
import { type RestorableApp, startRestorableApp } from '../testing/restorable-app.ts'
import { checkGuide } from './check-guide.ts'
import { planGuide } from './plan-guide.ts'
import type { RestoreDeps } from './restore-deps.ts'
import { restoreGuide } from './restore-guide.ts'
import { findRestoredTables, makeRestoredTables } from './restored-tables.ts'

/** Of the calls of a restoration one in so many is the last. */
const EVERY = 3

let app: RestorableApp
beforeAll(async () => {
  app = await startRestorableApp()
}, 120_000)
afterAll(() => app.close())

async function restore(given: RestoreDeps, botId: string): Promise<void> {
  const plan = await planGuide(given, botId)
  if (plan.refusal !== null) throw new Error(plan.refusal)
  await restoreGuide(given, plan, { overwrite: false, now: new Date() })
}

/** What these speak to dies with the call of that number. */
function mortal(given: RestoreDeps, calls: number) {
  const state = { left: calls }
  const wrapped = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const value = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...words: unknown[]) => {
          if (state.left-- <= 0) throw new Error('killed')
          return Reflect.apply(value, target, words)
        }
      },
    })
  const { client, s3, documents, passages, manifests, packFiles, bots, accounts, files } = given
  const ports = { client, s3, documents, passages, manifests, packFiles, bots, accounts, files }
  const entries = Object.entries(ports).map(([name, port]) => [name, wrapped(port)])
  return { ...given, ...(Object.fromEntries(entries) as typeof ports) }
}

it('killed anywhere and run again, it has brought back everything', async () => {
  const { owner, botId, ask } = await app.newGuide()
  const { settings } = deps()
  const live = { bots: settings.botsTable, vectors: settings.vectorsTable }
  const at = new Date(await app.moment())
  const past = await findRestoredTables(app.client, live, { kind: 'time', at }, new Date())
  await makeRestoredTables(app.client, past, () => {})
  const { bucket } = settings
  const given: RestoreDeps = { ...deps(), client: app.client, bucket, hasRemoteVectors: true, live, past }

  let kills = 0
  for (let calls = 1; ; calls += EVERY) {
    expect((await owner.call('DELETE', `/api/bots/${botId}`)).status).toBe(204)
    const outcome = await restore(mortal(given, calls), botId).then(
      () => 'done',
      (error: Error) => error.message,
    )
    if (outcome === 'done') break
    expect(outcome).toBe('killed')
    kills++
    // Whoever asks meanwhile is answered or refused, and spoils nothing.
    await ask('What does a family ticket cost?')
    await restore(given, botId)
    expect(await checkGuide(deps(), botId)).toEqual([])
    expect(await ask('What does a family ticket cost?')).toContain('28 euros')
    expect(await ask('Are dogs welcome?')).toMatch(/dogs/)
  }
  expect(kills).toBeGreaterThan(5)
}, 120_000)
