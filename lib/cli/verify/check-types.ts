import { join } from 'node:path'
import { buildWidget } from '../build/build-widget.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import type { Run } from '../run.ts'

/**
 * Types of everything; what is generated is generated first. Answers whether they hold. Each time from the
 * beginning: what the compiler remembered from an interrupted run has been wrong, and it takes seconds.
 */
export async function checkTypes(run: Run): Promise<boolean> {
  await buildWidget()
  // Types of routes and style sheets, which a fresh clone does not have yet.
  const generated = await run(bin('next/dist/bin/next'), ['typegen'], { quiet: true })
  return (
    generated && (await run(bin('typescript/bin/tsc'), ['--noEmit', '-p', '.', '--incremental', 'false']))
  )
}

/** Format and lint of everything; promises that nobody waits for are found by their types. */
export async function checkStyle(run: Run): Promise<boolean> {
  const biome = ['ci', '--colors=off', '--max-diagnostics=50', '.']
  const held = await run(bin('@biomejs/biome/bin/biome'), biome)
  return (await run(bin('oxlint/bin/oxlint'), ['--type-aware', '--quiet'])) && held
}

/** A package's program, to be run by the Node that runs us. */
export function bin(path: string): string {
  return join(PROJECT_ROOT, 'node_modules', path)
}
