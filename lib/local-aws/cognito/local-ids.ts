import { createHash, randomBytes } from 'node:crypto'

/**
 * The id of the first pool with this name, so that a configuration written once stays right when the data folder
 * is made anew. Amazon Cognito's ids are random.
 */
export function localPoolId(region: string, name: string): string {
  return `${region}_${shortened(`pool ${name}`, POOL_ID_LENGTH)}`
}

/** The same for a pool's first client with this name. */
export function localClientId(poolId: string, name: string): string {
  return shortened(`client ${poolId} ${name}`, CLIENT_ID_LENGTH).toLowerCase()
}

/** The wanted id, or one like it when that is taken. */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(wanted)) return wanted
  const other = shortened(randomBytes(32).toString('hex'), CLIENT_ID_LENGTH)
  const id = wanted.includes('_')
    ? `${wanted.split('_')[0]}_${other.slice(0, POOL_ID_LENGTH)}`
    : other.toLowerCase()
  return freeId(id, isTaken)
}

/** As long as Amazon Cognito's own. */
const POOL_ID_LENGTH = 9
const CLIENT_ID_LENGTH = 26

function shortened(text: string, length: number): string {
  return createHash('sha512').update(text).digest('base64').replace(/[+/=]/g, '').slice(0, length)
}
