import { describe, expect, it } from 'vitest'
import { createScript } from './script.ts'

describe('a script of model behaviour', () => {
  it('gives each step to one call, in order', () => {
    const script = createScript(() => 0)
    script.add([
      { on: 'chat', reply: 'first' },
      { on: 'chat', reply: 'second' },
    ])
    expect(script.take('chat', 'x')?.reply).toBe('first')
    expect(script.take('chat', 'x')?.reply).toBe('second')
    expect(script.take('chat', 'x')).toBeUndefined()
  })

  it('repeats a step as often as it says', () => {
    const script = createScript(() => 0)
    script.add([{ on: 'any', throttle: true, times: 2 }])
    expect([script.take('embed', ''), script.take('chat', ''), script.take('chat', '')].map(Boolean)).toEqual(
      [true, true, false],
    )
  })

  it('passes over steps for another kind of call or another prompt', () => {
    const script = createScript(() => 0)
    script.add([
      { on: 'embed', throttle: true },
      { on: 'chat', match: 'dogs', reply: 'outside' },
    ])
    expect(script.take('chat', 'about cats')).toBeUndefined()
    expect(script.take('chat', 'about dogs')?.reply).toBe('outside')
  })

  it('ends a step for a time when that time is over', () => {
    let now = 0
    const script = createScript(() => now)
    script.add([{ on: 'chat', throttle: true, forMs: 100 }])
    now = 99
    expect(script.take('chat', '')).toBeDefined()
    expect(script.take('chat', '')).toBeDefined()
    now = 100
    expect(script.take('chat', '')).toBeUndefined()
  })

  it('forgets everything when cleared', () => {
    const script = createScript(() => 0)
    script.add([{ on: 'any', reply: 'x' }])
    script.clear()
    expect(script.take('chat', '')).toBeUndefined()
  })
})
