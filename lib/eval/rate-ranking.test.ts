import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanRating, rateRanking } from './rate-ranking.ts'

const relevant = (grades: Record<string, number>) => new Map(Object.entries(grades))

describe('the rating of a ranking', () => {
  it('is that worked out by hand', () => {
    // Gains 0, 3, 1 at ranks 1, 2, 3; best would be 3, 2, 1.
    const ranking = ['x', 'a', 'c']
    const gained = 3 / Math.log2(3) + 1 / Math.log2(4)
    const best = 3 / Math.log2(2) + 2 / Math.log2(3) + 1 / Math.log2(4)
    expect(rateRanking(ranking, relevant({ c: 1, b: 2, a: 3 }))).toEqual({
      ndcg10: expect.closeTo(gained / best, 10),
      recall1: 0,
      recall5: expect.closeTo(2 / 3, 10),
      recall10: expect.closeTo(2 / 3, 10),
      reciprocalRank: 0.5,
    })
  })

  it('is 1 for the best order, and recall never more than can be had', () => {
    const grades = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`d${at}`, 12 - at]))
    const rating = rateRanking(Object.keys(grades), relevant(grades))
    expect(rating.ndcg10).toBeCloseTo(1, 10)
    expect(rating.recall10).toBeCloseTo(10 / 12, 10)
  })

  it('does not look behind the tenth, and is 0 where nothing is found', () => {
    const ranking = [...Array.from({ length: 10 }, (_, at) => `x${at}`), 'a']
    const nothing = { ndcg10: 0, recall1: 0, recall5: 0, recall10: 0, reciprocalRank: 0 }
    expect(rateRanking(ranking, relevant({ a: 1 }))).toEqual(nothing)
    expect(rateRanking([], relevant({ a: 1 }))).toEqual(nothing)
  })

  it('stands between 0 and 1, and grows when a better document moves up', () => {
    const grades = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 15 })
    fc.assert(
      fc.property(grades, fc.nat(13), (list, at) => {
        const documents = list.map((_, index) => `d${index}`)
        const judged = new Map(
          list.flatMap((grade, index) => (grade > 0 ? [[documents[index]!, grade]] : [])),
        )
        fc.pre(judged.size > 0 && at + 1 < list.length && list[at]! < list[at + 1]!)
        const before = rateRanking(documents, judged)
        const swapped = documents.with(at, documents[at + 1]!).with(at + 1, documents[at]!)
        const after = rateRanking(swapped, judged)
        for (const value of Object.values(before)) expect(value >= 0 && value <= 1 + 1e-9).toBe(true)
        if (at < 10) expect(after.ndcg10).toBeGreaterThan(before.ndcg10)
      }),
    )
  })

  it('of all questions is their mean', () => {
    const ratings = [['a'], ['x', 'a']].map(ranking => rateRanking(ranking, relevant({ a: 1 })))
    expect(meanRating(ratings)).toMatchObject({ recall1: 0.5, recall10: 1, reciprocalRank: 0.75 })
    expect(meanRating([])).toMatchObject({ ndcg10: 0 })
  })
})
