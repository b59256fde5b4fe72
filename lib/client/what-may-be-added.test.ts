import { expect, it } from 'vitest'
import { whatMayBeAdded } from './what-may-be-added.ts'

it('names what people add most, and how large it may be', () => {
  expect(whatMayBeAdded(25 * 1024 * 1024)).toBe('PDF, Word, Excel, text and more, most of them up to 25 MB')
})
