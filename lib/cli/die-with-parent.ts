/**
 * Preloaded (`node --import`) into programs that know nothing of us: when standard input closes, which
 * also happens when the parent is killed, the program is asked to stop and, if it does not, stopped.
 */
const PATIENCE_MS = 3_000

process.stdin.resume()
process.stdin.once('end', leave)
process.stdin.once('close', leave)
// A pipe whose other end vanished may also report an error first; it means the same.
process.stdin.once('error', leave)

function leave() {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref()
  process.kill(process.pid, 'SIGTERM')
}
