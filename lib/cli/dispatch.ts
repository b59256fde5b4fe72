import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Runs `folder/NAME.ts`, whose default export is the work; a file that exports none is no command.
 * Without a name, or with an unknown one, it lists what there is. Answers the exit code, the
 * command's own where it has one.
 */
export async function dispatch<Argument>(options: {
  folder: string
  name: string | undefined
  usage: string
  argument: Argument
}): Promise<number> {
  const { folder, name, usage, argument } = options
  const names = listCommands(folder)
  if (!name || !names.includes(name)) {
    if (name) console.error(`There is no “${name}”.`)
    console.log([usage, ...names.map(known => `  ${known}`)].join('\n'))
    return name ? 2 : 0
  }
  const file = pathToFileURL(join(folder, `${name}.ts`)).href
  const { default: command } = (await import(file)) as { default: Command<Argument> }
  const code = await command(argument)
  return typeof code === 'number' ? code : 0
}

type Command<Argument> = (argument: Argument) => Promise<number> | Promise<void>

/** Told by their text: loading them all would run whatever the others do when loaded. */
function listCommands(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter(file => /^export default /m.test(readFileSync(join(folder, file), 'utf8')))
    .map(file => basename(file, '.ts'))
    .sort()
}
