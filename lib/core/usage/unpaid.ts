import { DocentError } from '../errors.ts'

/** Turned away at the model's door: nothing was read, nothing is paid. */
export function isUnpaid(error: unknown): boolean {
  return error instanceof DocentError && (error.code === 'busy' || error.code === 'unavailable')
}
