import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type DocumentFormat, maxBytesOf } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { MESSAGE_DESCRIPTOR } from './child-messages.ts'
import { ownNamespaces } from './own-namespaces.ts'
import { readChildMessages } from './read-child-messages.ts'
import type { ReadingProgress } from './readers.ts'
import { residentBytesOfTree } from './resident-memory.ts'
import { shutInOptions } from './shut-in.ts'

/** 99 of 100 documents are read in under 3 seconds; what takes longer than this usually never ends. */
const DEFAULT_DEADLINE_MS = 20_000

/** Fits the smallest machine this runs on (1 GB) beside the process that waits. */
const DEFAULT_MAX_RESIDENT_BYTES = 768 * 1024 * 1024

/** JavaScript objects only; a reader's buffers live outside. Reached long before the cap above. */
const MAX_HEAP_MEGABYTES = 384

/**
 * Node maps 0.6 GB before it holds 50 MB, and 1.7 GB with the PDF reader loaded; the limit on what is
 * mapped stands above that, and refuses the one huge allocation that comes between two looks.
 */
const MAPPED_BEYOND_RESIDENT_BYTES = 2 * 1024 * 1024 * 1024

/** A reader in a hurry takes some 3 GB a second: this lets through 75 MB. */
const MEMORY_POLL_MS = 25

/** As many as `DOCENT_MAX_UPLOAD_MB` can ever allow: what is longer came by no upload. */
const MAX_DOCUMENT_BYTES = 100 * 1024 * 1024

/** The end of what the child printed, for the log. */
const MAX_PRINTED = 2_000

export interface ExtractInChildOptions {
  /** Where the document lies on this machine. */
  path: string
  /** What its owner calls it; appears in errors of ours, never in what visitors see. */
  fileName: string
  format: DocumentFormat
  /** 20 s unless told. */
  deadlineMs?: number
  /** 768 MB unless told. Counted on Linux; elsewhere the heap limit of 384 MB stands alone. */
  maxResidentBytes?: number
  /** About four times a second, for PDF. */
  onProgress?: (progress: ReadingProgress) => void
  signal?: AbortSignal
  /** The program that reads, when it is not the one beside this file: a bundle's, or a test's. */
  entry?: string
}

/**
 * Reads one document in a process of its own, so that nothing in it can hang, crash or starve this one.
 * Rejects with `ExtractionFailure` for whatever is the document's fault, with the signal's reason when
 * aborted, and with a plain error when the child could not be started.
 */
export async function extractInChild(options: ExtractInChildOptions): Promise<StructuredText> {
  const { deadlineMs = DEFAULT_DEADLINE_MS, maxResidentBytes = DEFAULT_MAX_RESIDENT_BYTES, signal } = options
  signal?.throwIfAborted()
  closeInspector()
  if (statSync(options.path).size > maxBytesOf(options.format, MAX_DOCUMENT_BYTES))
    throw new ExtractionFailure('too-large')
  return new Promise((resolve, reject) => {
    const child = startChild(options, deadlineMs, maxResidentBytes)
    const tooComplex = (cause: string) => new ExtractionFailure('too-complex', { cause })
    let started = false
    let settled = false
    const settle = (finish: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(deadline)
      clearInterval(poll)
      signal?.removeEventListener('abort', onAbort)
      killGroup(child)
      finish()
    }
    const onAbort = () => settle(() => reject(signal!.reason))
    const deadline = setTimeout(() => settle(() => reject(tooComplex(`over ${deadlineMs} ms`))), deadlineMs)
    const poll = setInterval(() => {
      const held = child.pid ? residentBytesOfTree(child.pid) : 0
      if (held > maxResidentBytes) settle(() => reject(tooComplex(`held ${held} bytes`)))
    }, MEMORY_POLL_MS)
    signal?.addEventListener('abort', onAbort)

    const printed = keepEndOf(child.stderr!)
    readChildMessages(
      child.stdio[MESSAGE_DESCRIPTOR] as Readable,
      message => {
        if (message.kind === 'started') started = true
        else if (message.kind === 'progress')
          options.onProgress?.({ page: message.page, pages: message.pages })
        else if (message.kind === 'done') settle(() => resolve(message.structured))
        else settle(() => reject(new ExtractionFailure(message.code, { cause: message.detail || undefined })))
      },
      error => settle(() => reject(error)),
    )
    child.on('error', error =>
      settle(() => reject(new Error(`Cannot start the reader of ${options.fileName}`, { cause: error }))),
    )
    child.on('close', (code, killedBy) => {
      // What hits its limits dies in many ways; only what never began to read is our own failure.
      const ended = `ended with ${killedBy ?? code}: ${printed()}`
      const ours = new Error(`The reader of ${options.fileName} did not start, ${ended}`)
      settle(() => reject(started ? tooComplex(ended) : ours))
    })
  })
}

/** Whoever listens to it keeps Node from opening its inspector: what the child may send is a signal. */
function closeInspector(): void {
  if (process.listenerCount('SIGUSR1') === 0) process.on('SIGUSR1', () => {})
}

function startChild(
  options: ExtractInChildOptions,
  deadlineMs: number,
  maxResidentBytes: number,
): ChildProcess {
  const dataKilobytes = Math.ceil((maxResidentBytes + MAPPED_BEYOND_RESIDENT_BYTES) / 1024)
  // Should all else fail, the kernel ends it: no reader can use more processor time than this on its threads.
  const processorSeconds = Math.ceil(deadlineMs / 1000) * 4 + 10
  const entry = realpathIfThere(options.entry ?? defaultEntry())
  const document = realpathSync(options.path)
  const command = [
    process.execPath,
    `--max-old-space-size=${MAX_HEAP_MEGABYTES}`,
    ...shutInOptions(entry, document),
    entry,
    document,
    options.format,
  ]
  // No file may grow: what Node's permissions do not hold, the kernel does.
  const limits = `ulimit -d ${dataKilobytes}; ulimit -t ${processorSeconds}; ulimit -f 0`
  const hasShell = process.platform === 'linux' || process.platform === 'darwin'
  const [program, ...parameters] = hasShell
    ? ['/bin/sh', '-c', `${limits}; ${RUN_WATCHED}`, 'sh', ...ownNamespaces().command, ...command]
    : command
  return spawn(program!, parameters, {
    // A group of its own, to be killed whole.
    detached: true,
    // No credentials, no settings, no folder to tell where it is: what reads hostile bytes knows nothing.
    env: {} as NodeJS.ProcessEnv,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  })
}

/**
 * When the parent is gone, so is its reader: standard input ends with it, however it died. The reader may start
 * nothing, so a shell beside it sees that, even while the reader is caught in a loop, and ends the group of both.
 */
const RUN_WATCHED = `exec 4<&0; { while read -r line; do :; done; kill -9 0; } <&4 ${MESSAGE_DESCRIPTOR}>&- 2>&- &
unset PWD OLDPWD SHLVL; exec "$@" </dev/null 4<&-`

/** The paths that Node itself will ask for; a program that is missing is Node's to report. */
function realpathIfThere(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

/** Beside this file in the source, in the project when this file was bundled, beside the bundle in the cloud. */
function defaultEntry(): string {
  const here = import.meta.dirname ?? '.'
  const places = [
    join(here, 'child.ts'),
    join(here, 'child.mjs'),
    join(process.cwd(), 'lib/extraction/child.ts'),
  ]
  const entry = places.find(existsSync)
  if (!entry) throw new Error(`The document reader is missing. Looked for ${places.join(', ')}`)
  return entry
}

function keepEndOf(stream: Readable): () => string {
  let kept = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-MAX_PRINTED)
  })
  return () => kept.trim()
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // It ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
