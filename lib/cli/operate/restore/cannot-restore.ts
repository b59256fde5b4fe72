/** Something that an operator can put right stands in the way; nothing was written. The message says what to do. */
export class CannotRestore extends Error {
  override name = 'CannotRestore'
}
