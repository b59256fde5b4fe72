import { type Check, ok, unknown } from './finding.ts'

/** That they can be read at all was seen before: without them there is nothing to look at. */
export const checkOutputs: Check = {
  about: 'outputs',
  async look({ source, settings: { region }, deployed }) {
    const read = ok(`${source} names everything, in ${region}.`)
    if (!deployed || deployed.operators) return [read]
    return [
      read,
      unknown(
        'they are of a build from before this command, and name neither address, queue nor alarms. Deploy again and run ampx generate outputs anew, or add --address https://…',
      ),
    ]
  },
}
