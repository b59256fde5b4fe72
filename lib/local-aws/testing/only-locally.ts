import { test } from 'vitest'
import { contractSettings } from './contract-settings.ts'

/**
 * Registers a test that can hold on loopback only, and says why. Against the real AWS it does not exist,
 * so that a green contract there means that everything asked was answered.
 */
export function onlyLocally(reason: string, name: string, run: () => Promise<void>): void {
  if (reason.trim() === '') throw new Error(`"${name}" needs a reason not to sit on the real AWS.`)
  if (!contractSettings.realAws) test(name, run)
}
