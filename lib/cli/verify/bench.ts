import { join } from 'node:path'
import { dispatch } from '../dispatch.ts'
import { PROJECT_ROOT } from '../project-root.ts'

/** `npm run bench -- NAME [--json]`: measures one claim, beside a peer in the same run. */
const words = process.argv.slice(2)
process.exitCode = await dispatch({
  folder: join(PROJECT_ROOT, 'lib', 'bench'),
  name: words.find(word => !word.startsWith('-')),
  usage: 'usage: npm run bench -- NAME [--json]',
  argument: { json: words.includes('--json') },
})
