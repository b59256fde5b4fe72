/** How often a message is delivered before it goes to the dead letters; the queue's `maxReceiveCount`. */
export const INGEST_TRIES = 3

/** Documents at a time: each has a process of its own, and one fills the function's memory. */
export const INGEST_BATCH = 1

/** The reader may hold 768 MB, the process that waits for it 250 MB; 1769 MB is also one whole processor. */
export const INGEST_MEMORY_MB = 1_769

/** The longest a Lambda may run, as long as a document may take; the sweep resumes what is cut off. */
export const INGEST_SECONDS = 15 * 60
