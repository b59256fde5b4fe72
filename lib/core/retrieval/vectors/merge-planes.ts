import { countRows, type RowRange } from '../row-range.ts'
import { checkLive } from './check-rows.ts'
import { emptyPlanes } from './quantize.ts'
import { addSignBits } from './sign-bits.ts'
import { strideOf, type VectorPlanes } from './vector-planes.ts'

/**
 * The live rows of all parts, part after part, as one. What `quantize` would have made of their vectors:
 * rows are copied, mean and bits are made anew. Needs the parts' scales, int8 and residual only.
 */
export function mergePlanes(
  parts: readonly { planes: Omit<VectorPlanes, 'mean' | 'bits'>; live: readonly RowRange[] }[],
): VectorPlanes {
  const dimension = parts[0]?.planes.dimension
  if (dimension === undefined) throw new RangeError('There are no planes to merge.')
  const other = parts.find(({ planes }) => planes.dimension !== dimension)
  if (other) {
    throw new RangeError(`Vectors of ${other.planes.dimension} values cannot join those of ${dimension}.`)
  }
  for (const { planes, live } of parts) checkLive(live, planes.rows)
  const merged = emptyPlanes(
    parts.reduce((sum, { live }) => sum + countRows(live), 0),
    dimension,
  )
  const stride = strideOf(dimension)
  let row = 0
  for (const { planes, live } of parts) {
    for (const { from, to } of live) {
      merged.scales.set(planes.scales.subarray(from, to), row)
      merged.int8.set(planes.int8.subarray(from * stride, to * stride), row * stride)
      merged.residual.set(planes.residual.subarray(from * stride, to * stride), row * stride)
      row += to - from
    }
  }
  addSignBits(merged)
  return merged
}
