/**
 * `vector` at unit length. RangeError, beginning with `name`, where it has not `dimension` values, one of them
 * is not a finite number, or all are zero.
 */
export function unitVector(vector: ArrayLike<number>, dimension: number, name: string): Float64Array {
  if (vector.length !== dimension) {
    throw new RangeError(`${name} has ${vector.length} values, not ${dimension}.`)
  }
  let sum = 0
  for (let i = 0; i < dimension; i++) sum += vector[i]! * vector[i]!
  // Squares of 32-bit floats neither overflow nor vanish in 64 bits, so the sum tells about every value.
  if (!Number.isFinite(sum)) throw new RangeError(`${name} holds a value that is not a finite number.`)
  if (sum === 0) throw new RangeError(`${name} is a zero vector: it has no direction.`)
  const length = Math.sqrt(sum)
  const unit = new Float64Array(dimension)
  for (let i = 0; i < dimension; i++) unit[i] = vector[i]! / length
  return unit
}
