/** One pack of a bot, as its manifest names it. A pack never changes; another one takes its place. */
export interface PackEntry {
  /** Of one document: the document's id. Of several merged: `pack_…`, sortable by time. */
  id: string
  /** Where it lies; unlike the id never used twice. */
  object: string
  rows: number
  /** Of its vectors. */
  dimension: number
  bytes: number
  headerBytes: number
  /** So much from its beginning is needed before it can be searched at all. */
  firstBytes: number
  /** SHA-256 of the header, hexadecimal; the header holds those of the sections. */
  hash: string
}
