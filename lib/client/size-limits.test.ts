import { expect, it } from 'vitest'
import { sizeLimits } from './size-limits.ts'

const MB = 1024 * 1024

it('names what each kind of document may have', () => {
  expect(sizeLimits(25 * MB)).toBe('PDF, Word (.docx) or text up to 25 MB, Markdown up to 2 MB')
})

it('names one size where it holds for all', () => {
  expect(sizeLimits(MB)).toBe('PDF, Word (.docx), text or Markdown up to 1 MB')
})
