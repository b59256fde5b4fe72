import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { DataFolderInUse } from './data-folder.ts'
import { startLocalAws } from './server.ts'

/**
 * The AWS on loopback as a process of its own:
 *   node lib/local-aws/main.ts --port 4567 --data DIR --account-file account.json
 *     [--notify URL]         S3 announces every created object there
 *     [--functions URL]      where Lambda's Invoke answers, for the triggers of user pools
 *     [--page ORIGIN]...     pages that may call from a browser; without it every page may
 *     [--die-with-parent]    stop when stdin closes, so that a killed parent leaves nothing behind
 * LOCAL_MODEL_URL, LOCAL_MODEL and LOCAL_MODEL_KEY in the environment point chat at another model.
 * Says `{"ready":true,"port":N}` on stdout, one line, once it listens. Exit code 2: bad arguments,
 * 3: the data folder is in use.
 */
const USAGE =
  'usage: node lib/local-aws/main.ts --port N --data DIR --account-file FILE [--notify URL] [--functions URL] [--page ORIGIN]... [--die-with-parent]'

const accountShape = z.object({
  region: z.string().min(1),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
})

const { port, data, accountFile, notify, functions, pages, dieWithParent } = readArguments()
const aws = await startLocalAws({
  port,
  dataFolder: data,
  account: accountShape.parse(JSON.parse(await readFile(accountFile, 'utf8'))),
  objectCreatedUrl: notify,
  functionsUrl: functions,
  pages,
  localModelUrl: process.env.LOCAL_MODEL_URL || undefined,
  localModelName: process.env.LOCAL_MODEL || undefined,
  localModelKey: process.env.LOCAL_MODEL_KEY || undefined,
  quiet: true,
}).catch(error => {
  if (!(error instanceof DataFolderInUse)) throw error
  console.error(error.message)
  process.exit(3)
})

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  await aws.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
if (dieWithParent) process.stdin.resume().once('close', stop).once('end', stop)

console.log(JSON.stringify({ ready: true, port: aws.port }))

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'account-file': { type: 'string' },
        notify: { type: 'string' },
        functions: { type: 'string' },
        page: { type: 'string', multiple: true },
        'die-with-parent': { type: 'boolean', default: false },
      },
    })
    const number = Number(values.port)
    if (values.port === undefined || !Number.isInteger(number) || number < 0 || number > 65535) {
      throw new Error('--port takes a number from 0 to 65535.')
    }
    if (!values.data) throw new Error('--data takes the folder to keep everything in.')
    if (!values['account-file']) throw new Error('--account-file takes a JSON file.')
    return {
      port: number,
      data: values.data,
      accountFile: values['account-file'],
      notify: values.notify,
      functions: values.functions,
      pages: values.page,
      dieWithParent: values['die-with-parent'],
    }
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(2)
  }
}
