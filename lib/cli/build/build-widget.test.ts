import { expect, it } from 'vitest'
import { buildWidget } from './build-widget.ts'

/** Of 1,024 bytes; what a page can carry without noticing. */
const LOADER_KB = 3.1

it('costs a page 3 KB, and 25 KB before a visitor can type', async () => {
  const { loaderBytes, frameBytes } = await buildWidget()
  expect(loaderBytes).toBeLessThanOrEqual(LOADER_KB * 1024)
  expect(loaderBytes + frameBytes).toBeLessThanOrEqual(25 * 1024)
})

it('carries no library but the one that draws: the contract is for its types', async () => {
  expect((await buildWidget()).packages).toEqual(['preact'])
})
