import { readAll } from '../../vectors/vector-file.ts'
import type { OpenSearch } from '../search-side.ts'

/** One Float32Array, four sums side by side, the best kept while going: as fast as plain JavaScript gets exactly. */
export const openSide: OpenSearch = async ({ file, k }) => {
  const { rows, dimension } = file
  const all = readAll(file)
  return {
    ask({ vector }) {
      const best: number[] = []
      const scores: number[] = []
      for (let row = 0; row < rows; row++) {
        const score = dot(vector, all, row * dimension)
        if (scores.length === k && score <= scores[k - 1]!) continue
        let place = scores.length
        while (place > 0 && scores[place - 1]! < score) place--
        scores.splice(place, 0, score)
        best.splice(place, 0, row)
        if (scores.length > k) {
          scores.pop()
          best.pop()
        }
      }
      return best
    },
  }
}

/** Of unit vectors: their cosine. */
function dot(query: Float32Array, all: Float32Array, from: number): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < query.length; i += 4) {
    first += query[i]! * all[from + i]!
    second += query[i + 1]! * all[from + i + 1]!
    third += query[i + 2]! * all[from + i + 2]!
    fourth += query[i + 3]! * all[from + i + 3]!
  }
  return first + second + third + fourth
}
