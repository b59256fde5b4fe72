/**
 * What an SDK client waits for: a service that takes a call and then says nothing would else be waited for without end,
 * by a visitor, a worker and whoever asks how it is. Longer than any answer takes that is not lost. Retried by the SDK.
 */
export const PATIENCE = { connectionTimeout: 3_000, socketTimeout: 6_000 }

/** Of objects: several megabytes may lie between two words. */
export const PATIENCE_WITH_FILES = { connectionTimeout: 3_000, socketTimeout: 15_000 }

/** Of texts to be compared: a tenth of a second is usual; a laptop that has just begun loads its encoder first. */
export const ENCODER_PATIENCE_MS = 30_000
