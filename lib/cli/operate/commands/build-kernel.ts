import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'
import { PROJECT_ROOT } from '../../project-root.ts'

const FOLDER = join(PROJECT_ROOT, 'lib/core/retrieval/kernel')

/** Turns kernel.wat into kernel-bytes.ts. To be run, and its result committed, after every change of the former. */
export default async function buildKernel() {
  writeFileSync(join(FOLDER, 'kernel-bytes.ts'), await assembleKernel())
}

/** The text of kernel-bytes.ts. The same source always gives the same bytes. */
export async function assembleKernel(): Promise<string> {
  const source = readFileSync(join(FOLDER, 'kernel.wat'), 'utf8')
  const module = (await wabt()).parseWat('kernel.wat', source, { simd: true })
  const { buffer } = module.toBinary({})
  module.destroy()
  const lines = Buffer.from(buffer)
    .toString('base64')
    .match(/.{1,100}/g)!
  return [
    '/** kernel.wat as WebAssembly, in base64. Written by `npm run docent -- build-kernel`; do not edit. */',
    'export const KERNEL_BYTES = [',
    ...lines.map(line => `  '${line}',`),
    "].join('')",
    '',
  ].join('\n')
}
