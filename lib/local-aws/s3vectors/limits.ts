/**
 * Source: "Limitations and restrictions", "Vector buckets", "Vector indexes" and "Vectors" in the Amazon S3
 * User Guide; lengths of names and lists in the S3 Vectors API reference.
 */
export const MAX_REQUEST_BYTES = 20 * 1_024 * 1_024
export const MAX_DIMENSION = 4_096
export const MAX_KEY_CHARACTERS = 1_024
export const MAX_VECTORS_PUT = 500
export const MAX_VECTORS_DELETED = 500
export const MAX_VECTORS_GOT = 100
export const MAX_VECTORS_LISTED = 1_000
export const VECTORS_LISTED = 500
export const MAX_INDEXES_LISTED = 500
export const MAX_TOP_K = 100
export const MAX_SEGMENTS = 16
/** Of buckets and indexes. */
export const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
