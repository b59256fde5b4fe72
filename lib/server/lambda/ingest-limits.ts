/** How often a message is delivered before it goes to the dead letters; the queue's `maxReceiveCount`. */
export const INGEST_TRIES = 3

/** Documents at a time: each has a process of its own, and one fills the function's memory. */
export const INGEST_BATCH = 1

/** One whole processor: passages are compared and packed here, the files themselves read elsewhere. */
export const INGEST_MEMORY_MB = 1_769

/** The reader may hold 768 MB, the process that waits for it 250 MB; 1769 MB is also one whole processor. */
export const EXTRACT_MEMORY_MB = 1_769

/** A file is fetched in a few seconds and read in twenty; what takes longer has been cut off before. */
export const EXTRACT_SECONDS = 60

/** The longest a Lambda may run, as long as a document may take; the sweep resumes what is cut off. */
export const INGEST_SECONDS = 15 * 60
