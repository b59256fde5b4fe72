import { describe, expect, it } from 'vitest'
import { cachedEncoder } from './cached-encoder.ts'

function countingEncoder() {
  const asked: string[] = []
  const encoder = cachedEncoder({
    name: 'counting/1',
    async encode(text) {
      asked.push(text)
      if (text === 'fails once' && asked.filter(other => other === text).length === 1) throw new Error('busy')
      return Float32Array.of(text.length)
    },
  })
  return { asked, encoder }
}

describe('a cached encoder', () => {
  it('asks once for what is asked again', async () => {
    const { asked, encoder } = countingEncoder()
    expect(encoder.name).toBe('counting/1')
    expect(await encoder.encode('dogs?')).toEqual(Float32Array.of(5))
    expect(await encoder.encode('dogs?')).toEqual(Float32Array.of(5))
    expect(asked).toEqual(['dogs?'])
  })

  it('does not remember a failure', async () => {
    const { asked, encoder } = countingEncoder()
    await expect(encoder.encode('fails once')).rejects.toThrow('busy')
    expect(await encoder.encode('fails once')).toEqual(Float32Array.of(10))
    expect(asked).toHaveLength(2)
  })

  it('forgets what was asked longest ago, and keeps what is asked again and again', async () => {
    const { asked, encoder } = countingEncoder()
    await encoder.encode('suggested')
    await encoder.encode('once')
    for (let index = 0; index < 998; index++) await encoder.encode(`question ${index}`)
    await encoder.encode('suggested')
    await encoder.encode('one too many')
    asked.length = 0
    await encoder.encode('suggested')
    expect(asked).toEqual([])
    await encoder.encode('once')
    expect(asked).toEqual(['once'])
  })
})
