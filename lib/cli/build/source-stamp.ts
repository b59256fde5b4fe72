import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What `next build` reads. `public/` counts without the loader, which is built from `components/widget`. */
const BUILT_FROM = [
  'app',
  'components',
  'docs',
  'lib',
  'public',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]
/** Never part of the built app: what starts it, stands in for AWS, measures and tests it. */
const NOT_BUILT =
  /^lib\/(laptop|cli|local-aws|bench|eval)\/|\.test\.tsx?$|\.generated\.ts$|^public\/docent\.js$|\/(fixtures|testing|contracts)\//

/** Identifies the sources of the production build; changes when any of them does. */
export function sourceStamp(root: string, paths: string[] = BUILT_FROM): string {
  const hash = createHash('sha256')
  for (const file of listFiles(root, paths)) {
    if (!NOT_BUILT.test(file))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0')
  }
  return hash.digest('hex')
}

/** Files below `paths`, relative to `root`, with `/`, sorted; a path that is not there has none. */
export function listFiles(root: string, paths: string[]): string[] {
  const files: string[] = []
  for (const path of paths) {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (stat?.isFile()) files.push(path)
    if (!stat?.isDirectory()) continue
    for (const entry of readdirSync(join(root, path), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) files.push(relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    }
  }
  return files.sort()
}
