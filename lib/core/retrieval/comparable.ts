/**
 * Whether vectors of this encoder may be compared with a question's. Vectors of two encoders say nothing of each
 * other, also where they are of one length. Null: which it was is not noted.
 */
export type Comparable = (encoder: string | null) => boolean

/** Where there was only ever one. */
export const allComparable: Comparable = () => true

/** `unnoted` made the vectors whose encoder was not noted yet. */
export function comparableWith(current: string, unnoted: string): Comparable {
  return encoder => (encoder ?? unnoted) === current
}
