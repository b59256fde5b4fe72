import { join, resolve } from 'node:path'
import { dispatch } from '../dispatch.ts'
import { PROJECT_ROOT } from '../project-root.ts'

/** `npm run bench -- NAME [--json]`: measures one claim, beside a peer in the same run. `reader` takes a folder of documents. */
const words = process.argv.slice(2)
const [name, folder] = words.filter(word => !word.startsWith('-'))
process.exitCode = await dispatch({
  folder: join(PROJECT_ROOT, 'lib', 'bench'),
  name,
  usage: 'usage: npm run bench -- NAME [--json], or reader [FOLDER] [--json]',
  argument: {
    json: words.includes('--json'),
    // npm runs us in the project's folder; what was typed is meant from where it was typed.
    folder: folder ? resolve(process.env.INIT_CWD ?? '.', folder) : null,
  },
})
