import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  TableNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { CannotBegin } from '../cannot-begin.ts'
import { keyOf } from '../copy-table.ts'
import type { RestoreSource } from './read-restore-request.ts'

/** AWS says that a table takes from minutes to hours, by what is in it. */
const LONGEST_RESTORATION_SECONDS = 24 * 3_600
const LOOK_EVERY_SECONDS = { minDelay: 1, maxDelay: 20 }

export interface Tables {
  bots: string
  vectors: string
}

export interface RestoredTables extends Tables {
  /** Those of them that are not there yet. */
  toMake: { from: string; name: string; at: Date }[]
  /** Those that AWS is still filling: nothing can be read in them. */
  filling: string[]
}

/**
 * The tables that hold what was there then, as far as they are there; those to make have a name that tells of which
 * table and which second they are, so that a second run finds those of the first. Throws `CannotBegin`.
 */
export async function findRestoredTables(
  client: DynamoDBClient,
  live: Tables,
  source: RestoreSource,
  now: Date,
): Promise<RestoredTables> {
  if (source.kind === 'tables') {
    const { bots, vectors } = source
    const named = [await checkNamed(client, bots, live.bots), await checkNamed(client, vectors, live.vectors)]
    return { bots, vectors, toMake: [], filling: fillingOf(named) }
  }
  const stamp = source.at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')
  const toMake: RestoredTables['toMake'] = []
  const found: TableDescription[] = []
  const named = { bots: `${live.bots}-at-${stamp}`, vectors: `${live.vectors}-at-${stamp}` }
  for (const [from, name] of [
    [live.bots, named.bots],
    [live.vectors, named.vectors],
  ] as const) {
    const made = await tableNamed(client, name)
    if (made) {
      checkMade(made, from, source.at)
      found.push(made)
    } else {
      await checkReach(client, from, source.at, now)
      toMake.push({ from, name, at: source.at })
    }
  }
  return { ...named, toMake, filling: fillingOf(found) }
}

/** Makes those that are missing, and waits until all are there. */
export async function makeRestoredTables(
  client: DynamoDBClient,
  { bots, vectors, toMake }: RestoredTables,
  say: (line: string) => void,
): Promise<void> {
  for (const { from, name, at } of toMake) {
    say(`Making ${name} of ${from}, as it was at ${at.toISOString()}.`)
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: from,
        TargetTableName: name,
        RestoreDateTime: at,
      }),
    )
  }
  for (const TableName of [bots, vectors]) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    if (Table?.TableStatus === 'ACTIVE') continue
    say(`Waiting for ${TableName}; it takes minutes, with much in it hours. May be stopped and run again.`)
    const limits = { ...LOOK_EVERY_SECONDS, maxWaitTime: LONGEST_RESTORATION_SECONDS }
    await waitUntilTableExists({ client, ...limits }, { TableName })
  }
}

function fillingOf(tables: TableDescription[]): string[] {
  return tables.filter(({ TableStatus }) => TableStatus !== 'ACTIVE').map(({ TableName }) => TableName!)
}

async function checkNamed(client: DynamoDBClient, name: string, live: string): Promise<TableDescription> {
  if (name === live) throw new CannotBegin(`${name} is the table in use, not one restored from it.`)
  const table = await tableNamed(client, name)
  if (!table) throw new CannotBegin(`There is no table ${name} in this account and region.`)
  const [keys, wanted] = [await keyOf(client, name), await keyOf(client, live)]
  if (keys.join() === wanted.join()) return table
  throw new CannotBegin(
    `${name} has the keys ${keys.join(', ')}, but ${live} has ${wanted.join(', ')}: it was restored from another table.`,
  )
}

function checkMade({ TableName, RestoreSummary }: TableDescription, from: string, at: Date): void {
  const isOurs =
    RestoreSummary?.SourceTableArn?.endsWith(`:table/${from}`) &&
    RestoreSummary.RestoreDateTime?.getTime() === at.getTime()
  if (isOurs) return
  throw new CannotBegin(
    `There is a table ${TableName} that was not made of ${from} as it was at ${at.toISOString()}. Delete it, or choose another second.`,
  )
}

async function checkReach(client: DynamoDBClient, table: string, at: Date, now: Date): Promise<void> {
  if (at > now) throw new CannotBegin(`${at.toISOString()} is still to come.`)
  const recovery = await recoveryOf(client, table)
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') {
    throw new CannotBegin(
      `No moment of ${table} can be had: point-in-time recovery is not switched on. In an account, restore both tables from a backup and name them with --from-bots and --from-vectors; on this machine, put a copy of the data folder in the place of it.`,
    )
  }
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = recovery
  const within = (!earliest || at >= earliest) && (!latest || at <= latest)
  if (within) return
  throw new CannotBegin(
    `${table} can be had as it was between ${earliest?.toISOString()} and ${latest?.toISOString()}, not at ${at.toISOString()}.`,
  )
}

async function recoveryOf(client: DynamoDBClient, TableName: string) {
  try {
    const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName }))
    return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
  } catch (error) {
    if (!(error instanceof TableNotFoundException)) throw error
    throw new CannotBegin(`There is no table ${TableName} in this account and region.`, { cause: error })
  }
}

async function tableNamed(client: DynamoDBClient, TableName: string): Promise<TableDescription | null> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table ?? null
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null
    throw error
  }
}
