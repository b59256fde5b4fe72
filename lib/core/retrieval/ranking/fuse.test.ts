import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, fuse, wordsWeight } from './fuse.ts'

const score = fc.double({ min: 0, max: 20, noNaN: true })
const cosine = fc.double({ min: -1, max: 1, noNaN: true })
const candidates = fc.array(fc.record({ lexical: fc.oneof(fc.constant(0), score), cosine }), {
  maxLength: 60,
})
const weight = fc.double({ min: 0, max: 1, noNaN: true })

describe('scores of both rankings together', () => {
  it('are those of the formula, each part worked out on its own', () => {
    fc.assert(
      fc.property(candidates, weight, fc.double({ min: 0.5, max: 60, noNaN: true }), (list, w, asked) => {
        expect(fuse(list, w, asked)).toEqual(slowFuse(list, w, asked).map(value => expect.closeTo(value, 6)))
      }),
    )
  })

  it('stand between 0 and 1, whatever comes in', () => {
    fc.assert(
      fc.property(candidates, weight, (list, w) => {
        for (const value of fuse(list, w, 30)) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('never put a passage behind one that has less of both', () => {
    fc.assert(
      fc.property(candidates, weight, (list, w) => {
        const scores = fuse(list, w, 30)
        for (const [a, one] of list.entries()) {
          for (const [b, other] of list.entries()) {
            if (one.lexical >= other.lexical && one.cosine >= other.cosine && scores[a]! < scores[b]! - 1e-9)
              expect.fail(`${a} stands behind ${b}`)
          }
        }
      }),
    )
  })

  it('are nothing where all are alike, and none where there are none', () => {
    expect(fuse([], 0.7, 10)).toEqual([])
    expect(fuse([{ lexical: 3, cosine: 0.5 }], 0.7, 10)).toEqual([0])
    expect(
      fuse(
        Array.from({ length: 3 }, () => ({ lexical: 3, cosine: 0.5 })),
        0.7,
        10,
      ),
    ).toEqual([0, 0, 0])
  })

  it('are those of meaning alone where no passage has a word of the question', () => {
    const list = [0.2, 0.6, 0.4].map(cosine => ({ lexical: 0, cosine }))
    expect(fuse(list, 1, 10)).toEqual([0, 1, expect.closeTo(0.5, 10)])
  })
})

describe('the weight of words', () => {
  const agreeing = Array.from({ length: 40 }, (_, at) => ({ lexical: at + 1, cosine: at / 50 }))
  const unrelated = agreeing.map(({ lexical }, at) => ({ lexical, cosine: Math.abs(at - 19.5) / 50 }))

  it('is the setting where both rankings say the same of passages that have the question’s words', () => {
    expect(wordsWeight(agreeing, 0.6, 80)).toBeCloseTo(0.6, 10)
  })

  it('grows to 1 where meaning knows nothing of what words found', () => {
    expect(wordsWeight(unrelated, 0.6, 80)).toBeCloseTo(1, 10)
  })

  it('shrinks to 0 where the best passage has next to nothing of the question', () => {
    expect(wordsWeight(agreeing, 0.6, 200)).toBeCloseTo(0.36, 10)
    expect(wordsWeight(agreeing, 0.6, 800)).toBe(0)
  })

  it('is the setting too where both say the same of different passages', () => {
    const foundByWords = agreeing.map(one => ({ lexical: 50 + one.lexical, cosine: one.cosine / 10 }))
    const foundByMeaning = agreeing.map(one => ({ lexical: one.lexical / 100, cosine: 0.2 + one.cosine }))
    const both = [foundByWords, foundByMeaning].map(list => [...list, ...list.slice(-10)])
    expect(wordsWeight(both.flat(), 0.6, 180)).toBeCloseTo(0.6, 10)
  })

  it('stays the setting with passages too few to tell', () => {
    expect(wordsWeight(unrelated.slice(0, 9), 0.6, 18)).toBeCloseTo(0.6, 10)
  })
})

/**
 * Questions over 500 passages that are more or less related to each; one is what is looked for. A ranking
 * that knows the subject sees how related they are, through noise; one that knows nothing sees only noise. A
 * question in foreign words (`wordsMet` below 1) meets a passage by single words.
 */
describe('both rankings together are at most .01 nDCG@10 worse than the better one', () => {
  it.each([
    ['both know the subject', { words: 1, meaning: 1, wordsMet: 1 }],
    ['words know it better', { words: 1, meaning: 0.5, wordsMet: 1 }],
    ['meaning knows it better', { words: 0.5, meaning: 1, wordsMet: 0.6 }],
    ['vectors are chance', { words: 1, meaning: 0, wordsMet: 1 }],
    ['words meet by chance', { words: 0, meaning: 1, wordsMet: 0.2 }],
  ])('where %s', (_, known) => {
    const chance = seeded(7)
    for (const setting of [0.5, 0.7]) {
      const gains = Array.from({ length: 200 }, () => {
        const { list, wanted, asked } = question(known, chance)
        return {
          words: ndcg(list, wanted, ({ lexical }) => lexical),
          meaning: ndcg(list, wanted, ({ cosine }) => cosine),
          both: (scores => ndcg(list, wanted, (_, at) => scores[at]!))(fuse(list, setting, asked)),
        }
      })
      const mean = (name: 'words' | 'meaning' | 'both') =>
        gains.reduce((sum, gain) => sum + gain[name], 0) / gains.length
      expect(mean('both')).toBeGreaterThan(Math.max(mean('words'), mean('meaning')) - 0.01)
    }
  })
})

function question(known: { words: number; meaning: number; wordsMet: number }, chance: () => number) {
  const noise = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  const asked = 30
  const passages = Array.from({ length: 500 }, (_, at) => {
    const related = at === 0 ? 5 : Math.abs(noise())
    const words = known.words * related + Math.abs(noise())
    return {
      at,
      lexical: Math.max(0, words - 1) * 3 * known.wordsMet,
      cosine: 0.1 + 0.1 * (known.meaning * related + noise()),
    }
  })
  const best = (key: 'lexical' | 'cosine') =>
    passages.toSorted((a, b) => b[key] - a[key] || a.at - b.at).slice(0, 50)
  const list = [...new Set([...best('lexical'), ...best('cosine')])]
  return { list, wanted: list.findIndex(({ at }) => at === 0), asked }
}

function ndcg(list: Candidate[], wanted: number, of: (candidate: Candidate, at: number) => number): number {
  if (wanted < 0) return 0
  const scores = list.map(of)
  const rank = scores.filter(
    (value, at) => value > scores[wanted]! || (value === scores[wanted] && at < wanted),
  ).length
  return rank < 10 ? 1 / Math.log2(rank + 2) : 0
}

/** Park and Miller's generator: the same questions in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function slowFuse(list: Candidate[], setting: number, asked: number): number[] {
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const minMax = (values: number[]) => {
    const low = Math.min(...values)
    const high = Math.max(...values)
    return values.map(value => (high === low ? 0 : (value - low) / (high - low)))
  }
  const pearson = (some: Candidate[]) => {
    const n = some.length
    const [x, y] = [some.map(one => one.lexical), some.map(one => one.cosine)]
    const [meanX, meanY] = [x, y].map(values => values.reduce((a, b) => a + b) / n)
    const covariance = x.reduce((sum, _, i) => sum + (x[i]! - meanX!) * (y[i]! - meanY!), 0)
    const spread = (values: number[], mean: number) =>
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0))
    const both = spread(x, meanX!) * spread(y, meanY!)
    return both > 0 ? covariance / both : 0
  }
  const having = list.filter(one => one.lexical > 0)
  if (having.length === 0) return minMax(list.map(one => one.cosine))
  const first = (some: Candidate[], key: 'lexical' | 'cosine') =>
    [...some].sort((a, b) => b[key] - a[key]).slice(0, 50)
  const r = (pearson(first(having, 'lexical')) + pearson(first(list, 'cosine'))) / 2
  const agreed = having.length < 10 ? 1 : clamp((r - 0.05) / 0.25)
  const covered = clamp((Math.max(...having.map(one => one.lexical)) / asked - 0.05) / 0.25)
  const w = covered * (setting * agreed + 1 * (1 - agreed))
  const words = minMax(list.map(one => one.lexical))
  const meaning = minMax(list.map(one => one.cosine))
  return list.map((_, i) => w * words[i]! + (1 - w) * meaning[i]!)
}
