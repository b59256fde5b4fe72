import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { CannotStart } from '#lib/laptop/cannot-start.ts'

export interface Holder {
  /** What whoever comes second is told. */
  status: string
  release(): Promise<void>
}

/**
 * Makes sure that one process at a time has a folder. The lock is a local socket: the system drops it
 * with its holder, however that ends, and the holder can say through it where it answers.
 * Answers the holder, or the other process's status where there is one.
 */
export async function holdFolder(folder: string, status: string): Promise<Holder | { heldBy: string }> {
  const path = socketPath(folder)
  for (;;) {
    const holder: Holder = { status, release: async () => {} }
    const server = await listen(path, holder)
    if (server) {
      holder.release = () => new Promise(done => server.close(() => done()))
      server.unref()
      return holder
    }
    const heldBy = await ask(path)
    if (heldBy !== null) return { heldBy }
    // Left behind by a process that was killed.
    rmSync(path, { force: true })
  }
}

/** In the temporary folder because a socket's path may have only about 100 characters. */
function socketPath(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 20)
  if (process.platform === 'win32') return `\\\\.\\pipe\\docent-${name}`
  return join(tmpdir(), `docent-${userInfo().uid}-${name}.sock`)
}

function listen(path: string, holder: Holder): Promise<Server | null> {
  return new Promise((done, fail) => {
    const server = createServer(socket => {
      // Whoever asks may hang up before the answer is through; that is their business.
      socket.once('error', () => socket.destroy())
      socket.end(holder.status)
    })
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : fail(cannotHold(error)),
    )
    server.listen(path, () => done(server))
  })
}

function cannotHold(error: NodeJS.ErrnoException): CannotStart {
  const where = `The temporary folder ${tmpdir()} cannot be used (${error.code}).`
  return new CannotStart(`${where} Set TMPDIR to a folder that can be written to.`, { cause: error })
}

function ask(path: string): Promise<string | null> {
  return new Promise(done => {
    const socket = connect(path)
    let said = ''
    socket.setEncoding('utf8')
    socket.on('data', text => {
      said += text
    })
    socket.once('end', () => done(said))
    socket.once('error', () => done(null))
  })
}
