import { expect, it } from 'vitest'
import { buildWidget } from './build-widget.ts'

it('costs a page 3 KB, and 25 KB before a visitor can type', async () => {
  const { loaderBytes, frameBytes } = await buildWidget()
  expect(loaderBytes).toBeLessThanOrEqual(3 * 1024)
  expect(loaderBytes + frameBytes).toBeLessThanOrEqual(25 * 1024)
})
