import { parseArgs } from 'node:util'

export const USAGE = 'usage: npm start -- [--port N] [--data DIR] [--bedrock[=PROFILE]]'

export interface StartArguments {
  dev: boolean
  port: number | undefined
  data: string
  /** The profile's name, empty for the usual one; null where Bedrock is not asked for. */
  bedrock: string | null
}

/** Throws with a sentence where the words make no sense. */
export function readArguments(words: string[]): StartArguments | 'help' {
  const { values, positionals } = parseArgs({
    args: words.flatMap(bedrockApart),
    allowPositionals: true,
    options: {
      dev: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string', default: '.docent' },
      bedrock: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { help, dev, data, bedrock } = values
  if (help) return 'help'
  if (!data) throw new Error('--data takes the folder to keep everything in.')
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Error('--port takes a number from 0 to 65535.')
  }
  if (positionals.length > (bedrock ? 1 : 0)) {
    throw new Error(`What is “${positionals.at(-1)}”? Only --bedrock takes a name.`)
  }
  return { dev, port, data, bedrock: bedrock ? (positionals[0] ?? '') : null }
}

/** An option whose value may be left out is none to `parseArgs`: its name is a word of its own. */
function bedrockApart(word: string): string[] {
  const name = /^--bedrock=(.*)$/.exec(word)?.[1]
  if (name === undefined) return [word]
  return name === '' ? ['--bedrock'] : ['--bedrock', name]
}
