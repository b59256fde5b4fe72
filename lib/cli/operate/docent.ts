import { join } from 'node:path'
import { dispatch } from '../dispatch.ts'
import { sayCannotBegin } from './cannot-begin.ts'

/** `npm run docent -- COMMAND …`: what an operator does by hand. */
const [name, ...words] = process.argv.slice(2)
process.exitCode = await dispatch({
  folder: join(import.meta.dirname, 'commands'),
  name,
  usage: 'usage: npm run docent -- COMMAND',
  argument: words,
}).catch(sayCannotBegin)
