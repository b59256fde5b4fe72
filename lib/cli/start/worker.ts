import { signUpRule } from '#lib/aws/settings.ts'
import { startWorker } from '#lib/server/ingestion-worker.ts'

/**
 * The ingestion worker as a process of its own: `node lib/cli/start/worker.ts --port N`. S3 announces uploads
 * to it. Says `{"ready":true,"port":N}` once it listens; ends with its standard input.
 */
const port = Number(process.argv[process.argv.indexOf('--port') + 1])
const worker = await startWorker({ port, signUp: signUpRule() })

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  await worker.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.stdin.resume().once('close', stop).once('end', stop)

console.log(JSON.stringify({ ready: true, port: worker.port }))
