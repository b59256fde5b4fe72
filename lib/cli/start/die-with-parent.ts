/**
 * Preloaded (`node --import`) into programs that know nothing of us: when standard input closes, which
 * also happens when the parent is killed, the program is asked to stop and, if it does not, stopped.
 *
 * A program may hand this on to programs of its own, whose standard input is something else: only the
 * first one watches.
 */
const PATIENCE_MS = 3_000
const WATCHED = 'DOCENT_PARENT_IS_WATCHED'

if (process.env[WATCHED] === undefined) {
  process.env[WATCHED] = String(process.pid)
  process.stdin.resume()
  process.stdin.once('end', leave)
  process.stdin.once('close', leave)
  // A pipe whose other end vanished may also report an error first; it means the same.
  process.stdin.once('error', leave)
}

function leave() {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref()
  process.kill(process.pid, 'SIGTERM')
}
