import { readFileSync, writeSync } from 'node:fs'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { type ChildMessage, failedMessage, MESSAGE_DESCRIPTOR } from './child-messages.ts'
import { startWatchdog } from './child-watchdog.ts'
import { extract } from './extract.ts'

/** What a person can follow. */
const PROGRESS_EVERY_MS = 250

// `node child.ts PATH FORMAT`, started by extract-in-child.ts: one process for one document.
startWatchdog()
send({ kind: 'started' })
process.on('uncaughtException', fail).on('unhandledRejection', fail)
const [path, format] = process.argv.slice(2) as [string, DocumentFormat]
try {
  let next = 0
  const structured = await extract(new Uint8Array(readFileSync(path)), format, ({ page, pages }) => {
    const now = performance.now()
    if (now < next) return
    next = now + PROGRESS_EVERY_MS
    send({ kind: 'progress', page, pages })
  })
  send({ kind: 'done', structured })
  process.exit(0)
} catch (error) {
  fail(error)
}

function fail(error: unknown): never {
  send(
    failedMessage(
      error instanceof ExtractionFailure ? error : new ExtractionFailure('damaged', { cause: error }),
    ),
  )
  process.exit(0)
}

function send(message: ChildMessage): void {
  const line = Buffer.from(`${JSON.stringify(message)}\n`)
  for (let written = 0; written < line.length; ) written += writeSync(MESSAGE_DESCRIPTOR, line, written)
}
