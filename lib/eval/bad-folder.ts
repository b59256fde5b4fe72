/** A folder that cannot be measured, in words for whoever made it. */
export class BadFolder extends Error {
  override readonly name = 'BadFolder'
}
