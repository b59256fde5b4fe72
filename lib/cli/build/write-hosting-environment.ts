import { readFileSync, writeFileSync } from 'node:fs'
import { hostingEnvironment } from './hosting-environment.ts'

/**
 * `node lib/cli/build/write-hosting-environment.ts [OUTPUTS [TARGET]]`, run by amplify.yml before the build: reads
 * amplify_outputs.json and the operator's DOCENT_… settings, writes .env.production. What it refuses stops the
 * build with a message; nothing is written then.
 */
const [outputsFile = 'amplify_outputs.json', target = '.env.production'] = process.argv.slice(2)
try {
  const text = readFileSync(outputsFile, 'utf8')
  writeFileSync(target, hostingEnvironment({ text, file: outputsFile }, process.env))
  console.log(`Wrote ${target} from ${outputsFile}.`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
