import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrast, palette } from './accent.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)

it('is readable whatever colour the owner chose, by day and in the dark', () => {
  fc.assert(
    fc.property(colour, fc.boolean(), (accent, dark) => {
      const { brand, onBrand, text, tint } = palette(accent, dark)
      for (const made of [brand, onBrand, text, tint]) expect(made).toMatch(/^#[0-9a-f]{6}$/)
      expect(contrast(onBrand, brand)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(text, tint)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(text, dark ? '#1e1b18' : '#ffffff')).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 2_000 },
  )
})

it('keeps a colour that needs no help', () => {
  expect(palette('#a8431f', false)).toMatchObject({ brand: '#a8431f', text: '#a8431f', onBrand: '#ffffff' })
})

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
