import { parseArgs } from 'node:util'
import { originSchema } from '#lib/aws/origin-schema.ts'
import { CHECKS } from '../doctor/checks.ts'
import { type DoctorPlace, doctorPlace } from '../doctor/doctor-place.ts'
import { examine, lineOf, sumOf } from '../doctor/examine.ts'
import { operatorOptions } from '../operator-deps.ts'

const USAGE =
  'usage: npm run docent -- doctor [--data FOLDER | --outputs amplify_outputs.json] [--address https://docent.example.com]'

/** All of them go side by side. */
const LIMIT_MS = 30_000

/**
 * Says what is wrong with an installation and what to do about it, a line for each thing that was looked at. Reads
 * only, with the operator's own rights. Answers 1 where something is wrong, 2 where there is nothing to look at.
 */
export default async function doctorCommand(words: string[]): Promise<number> {
  let place: DoctorPlace
  try {
    const { values } = parseArgs({
      args: words,
      options: { ...operatorOptions, address: { type: 'string' } },
    })
    const { address } = values
    if (address !== undefined && !originSchema.safeParse(address).success)
      throw new Error(`“${address}” is no address without a path, such as https://docent.example.com.`)
    place = await doctorPlace(values)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const findings = await examine(CHECKS, place, LIMIT_MS).finally(() => place.close())
  const width = Math.max(...findings.map(({ about }) => about.length))
  for (const finding of findings) console.log(lineOf(finding, width))
  console.log(`\n${sumOf(findings)}`)
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0
}
