/**
 * In the browser schemas are interpreted, not compiled: compiling needs `eval`, which our content security
 * policy forbids and reports. This is what `z.config({ jitless: true })` sets. It is set by hand because it
 * has to be there before the first schema is made, and bundlers evaluate zod together with modules that make
 * some. The server keeps the faster way.
 */
if (typeof window !== 'undefined') {
  const shared = globalThis as { __zod_globalConfig?: { jitless?: boolean } }
  shared.__zod_globalConfig = { ...shared.__zod_globalConfig, jitless: true }
}

export {}
