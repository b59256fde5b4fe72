import { z } from 'zod'

/*
 * A pack, little-endian throughout:
 *
 *     0    "DOCENTPK"
 *     8    u32  format
 *     12   u32  bytes of the header that follows, JSON in UTF-8
 *     …    sections in the order below, each beginning at a multiple of 64
 *
 *     mean scales bits lexical | int8 | residual
 *     `------ searchable ------'
 *
 * What comes first is needed first: with the signs of the vectors and the words a question finds its
 * candidates, int8 puts them in order, the residual settles what int8 leaves open.
 */

export const MAGIC = 'DOCENTPK'
/** Another one is not read but rebuilt from the table. */
export const PACK_FORMAT = 1
export const HEADER_AT = 16
/** What the kernel reads 16 bytes at a time shall not lie across two lines of the processor's cache. */
export const ALIGNMENT = 64
/** Hashed by themselves, so that a section can arrive in parts and each be trusted when it is there. */
export const BLOCK_BYTES = 4 * 1_048_576

export const sectionNames = ['mean', 'scales', 'bits', 'lexical', 'int8', 'residual'] as const
export type SectionName = (typeof sectionNames)[number]
/** Without these nothing can be found. */
export const firstSections: readonly SectionName[] = ['mean', 'scales', 'bits', 'lexical']

const sectionSchema = z.object({
  at: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of each `BLOCK_BYTES`, hexadecimal. */
  hashes: z.array(z.string().length(64)),
})
export type Section = z.infer<typeof sectionSchema>

export const packHeaderSchema = z.object({
  botId: z.string(),
  object: z.string(),
  /** Of the words: texts analysed otherwise cannot be compared. */
  analyzer: z.number().int(),
  dimension: z.number().int().positive(),
  rows: z.number().int().positive(),
  /** In the order of their rows; the passages of one document have the ordinals 0, 1, 2, … */
  documents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      rows: z.number().int().positive(),
      /** Which made the vectors; absent where that was not noted yet. */
      encoder: z.string().optional(),
    }),
  ),
  sections: z.record(z.enum(sectionNames), sectionSchema),
})
export type PackHeader = z.infer<typeof packHeaderSchema>
export type PackedDocument = PackHeader['documents'][number]

/** Cannot be what the manifest speaks of; its rows are to be made anew from the table. */
export class PackDamaged extends Error {}

/** Gone, since another one has taken its place; the manifest says which. */
export class PackGone extends Error {}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The blocks of a section, as they were hashed. */
export function blocksOf(bytes: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(bytes / BLOCK_BYTES) }, (_, index) => ({
    from: index * BLOCK_BYTES,
    to: Math.min(bytes, (index + 1) * BLOCK_BYTES),
  }))
}

export function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}
