import { expect, it } from 'vitest'
import { judgeAccent } from './accent-contrast.ts'

it('knows black on white as the greatest contrast there is', () => {
  expect(judgeAccent('#000000').ratio).toBeCloseTo(21, 5)
})

it('writes white on a dark colour and ink on a bright one', () => {
  expect(judgeAccent('#a8431f').textOn).toBe('#ffffff')
  expect(judgeAccent('#f0936a').textOn).toBe('#1b1917')
})

it('warns of a colour that fades into the panel', () => {
  expect(judgeAccent('#ffe9a8').tone).toBe('doubt')
  expect(judgeAccent('#a8431f').tone).toBe('ok')
})

it('finds a readable text for every colour', () => {
  for (let grey = 0; grey < 256; grey += 5) {
    const hex = `#${grey.toString(16).padStart(2, '0').repeat(3)}`
    expect(judgeAccent(hex).ratio).toBeGreaterThanOrEqual(4.1)
  }
})
