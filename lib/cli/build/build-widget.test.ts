import { expect, it } from 'vitest'
import { buildWidget } from './build-widget.ts'

it('costs a page 3 KB, and 25 KB before a visitor can type', async () => {
  const { loaderBytes, frameBytes } = await buildWidget()
  expect(loaderBytes).toBeLessThanOrEqual(3 * 1024)
  expect(loaderBytes + frameBytes).toBeLessThanOrEqual(25 * 1024)
})

it('carries no library but the one that draws: the contract is for its types', async () => {
  expect((await buildWidget()).packages).toEqual(['preact'])
})
