import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { copyTable } from '../copy-table.ts'

const USAGE = 'usage: npm run docent -- copy-table FROM TO [--overwrite]'

/**
 * Puts the items of one table into another, after a restoration to a point in time: those that are missing
 * there, or with `--overwrite` all. With the credentials and region of the AWS command line.
 */
export default async function copyTableCommand(words: string[]): Promise<number> {
  const [from, to, ...rest] = words.filter(word => word !== '--overwrite')
  if (!from || !to || rest.length || from === to) {
    console.error(USAGE)
    return 2
  }
  const client = new DynamoDBClient({ maxAttempts: 10 })
  const { copied, kept } = await copyTable(client, from, to, { overwrite: words.includes('--overwrite') })
  client.destroy()
  console.log(`Copied ${copied} items from ${from} to ${to}; left ${kept} as they are there.`)
  return 0
}
