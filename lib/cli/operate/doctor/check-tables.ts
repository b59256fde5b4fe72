import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, ok, wrong } from './finding.ts'
import { nameOf, notSeen } from './not-seen.ts'

export const checkTables: Check = {
  about: 'tables',
  async look(place, signal) {
    const { botsTable, vectorsTable } = place.settings
    const found = await Promise.all([
      withRecovery(place, botsTable, seeBots(place, signal), signal),
      withRecovery(place, vectorsTable, seePassages(place, signal), signal),
    ])
    return found.flat()
  },
}

export function seeBots(place: DoctorPlace, signal: AbortSignal): Promise<Finding> {
  return seeTable(place, place.settings.botsTable, ['pk', 'sk'], signal)
}

export function seePassages(place: DoctorPlace, signal: AbortSignal): Promise<Finding> {
  return seeTable(place, place.settings.vectorsTable, ['botId', 'chunkId'], signal)
}

async function withRecovery(
  place: DoctorPlace,
  table: string,
  seeing: Promise<Finding>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const seen = await seeing
  return seen.state === 'ok' ? [seen, await recoveryFinding(place, table, signal)] : [seen]
}

async function seeTable(
  place: DoctorPlace,
  table: string,
  keys: readonly string[],
  abortSignal: AbortSignal,
): Promise<Finding> {
  const { dynamo, settings } = place
  try {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }), { abortSignal })
    const names = Table?.KeySchema?.map(({ AttributeName }) => AttributeName) ?? []
    if (String(names) !== String(keys))
      return wrong(`${table} has the keys ${names.join(', ')}, not ${keys.join(', ')}: it is another table.`)
    // Of nothing that is there.
    const Key = Object.fromEntries(keys.map(key => [key, { S: 'doctor' }]))
    await dynamo.send(new GetItemCommand({ TableName: table, Key }), { abortSignal })
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException')
      return notSeen(table, 'dynamodb:DescribeTable, dynamodb:GetItem', error)
    return wrong(
      `there is no ${table} in ${settings.region} of this account. If the outputs are of this branch, the table was deleted: bring it back from a backup under this name.`,
    )
  }
  return ok(`${table} is there and can be read.`)
}

async function recoveryFinding(
  { dynamo, deployed }: DoctorPlace,
  table: string,
  abortSignal: AbortSignal,
): Promise<Finding> {
  try {
    const { ContinuousBackupsDescription: backups } = await dynamo.send(
      new DescribeContinuousBackupsCommand({ TableName: table }),
      { abortSignal },
    )
    if (backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED')
      return ok(`${table} can be had as it was at any moment of the last weeks.`)
    if (!deployed) return ok(`this machine keeps no earlier moments of ${table}; copy the data folder.`)
    return wrong(
      `no moment of ${table} can be had, so nothing that is deleted comes back. aws dynamodb update-continuous-backups --table-name ${table} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
    )
  } catch (error) {
    return notSeen(`whether ${table} can be restored`, 'dynamodb:DescribeContinuousBackups', error)
  }
}
