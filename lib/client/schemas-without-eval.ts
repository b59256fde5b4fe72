import { config } from 'zod'

/**
 * In the browser schemas are interpreted, not compiled: compiling needs `eval`, which our content security
 * policy forbids and reports. To be imported before the first module that makes a schema. The server keeps
 * the faster way.
 */
if (typeof window !== 'undefined') config({ jitless: true })
