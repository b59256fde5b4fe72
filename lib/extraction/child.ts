import { readFileSync, writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { DocumentFormat } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type ChildMessage, messageDescriptor } from './child-messages.ts'
import { extract } from './extract.ts'

/** What a person can follow. */
const progressEveryMs = 250

/** Enough of an error to recognise it in a log. */
const maxDetail = 600

// `node child.ts PATH FORMAT`, started by extract-in-child.ts: one process for one document.
startWatchdog()
process.on('uncaughtException', fail).on('unhandledRejection', fail)
const [path, format] = process.argv.slice(2) as [string, DocumentFormat]
try {
  let next = 0
  const structured = await extract(new Uint8Array(readFileSync(path)), format, ({ page, pages }) => {
    const now = performance.now()
    if (now < next) return
    next = now + progressEveryMs
    send({ kind: 'progress', page, pages })
  })
  send({ kind: 'done', structured })
  process.exit(0)
} catch (error) {
  fail(error)
}

/**
 * When the parent is gone, so is this: standard input ends with it, however it died. A thread of its own
 * sees that even while the main one is caught in a loop.
 */
function startWatchdog(): void {
  const code = `
    const { Socket } = require('node:net')
    const end = () => process.kill(process.pid, 'SIGKILL')
    new Socket({ fd: 0 }).on('close', end).on('error', end).resume()`
  new Worker(code, { eval: true, stdin: true }).unref()
}

function fail(error: unknown): never {
  const failure =
    error instanceof ExtractionFailure ? error : new ExtractionFailure('damaged', { cause: error })
  const cause = failure.cause instanceof Error ? failure.cause.stack : failure.cause
  send({ kind: 'failed', code: failure.code, detail: String(cause ?? '').slice(0, maxDetail) })
  process.exit(0)
}

function send(message: ChildMessage): void {
  const line = Buffer.from(`${JSON.stringify(message)}\n`)
  for (let written = 0; written < line.length; ) written += writeSync(messageDescriptor, line, written)
}
