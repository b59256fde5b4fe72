/** Positions of the `k` highest scores, highest first; of equal scores the earlier position. */
export function topK(scores: Float32Array, k: number): number[] {
  const count = Math.min(k, scores.length)
  const positions = new Uint32Array(count)
  const best = new Float32Array(count)
  let filled = 0
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (filled === count) {
      // `!` so that a score that is no number is never among the best.
      if (!(score > best[count - 1]!)) continue
    } else filled++
    let place = filled - 1
    for (; place > 0 && best[place - 1]! < score; place--) {
      best[place] = best[place - 1]!
      positions[place] = positions[place - 1]!
    }
    best[place] = score
    positions[place] = at
  }
  return Array.from(positions)
}
