import { join } from 'node:path'

/** The folder with package.json. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..')
