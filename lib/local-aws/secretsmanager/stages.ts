import type { Secret, SecretVersion } from './store.ts'

export const CURRENT = 'AWSCURRENT'
export const PREVIOUS = 'AWSPREVIOUS'

/**
 * The secret with one version more, which becomes the current one: what was current is the previous one, and
 * what was previous loses its stage. A version without a stage is deprecated; AWS forgets it in time, we at once.
 */
export function withNewVersion(secret: Secret, version: Omit<SecretVersion, 'stages'>): Secret {
  const older = secret.versions
    .map(old => ({ ...old, stages: old.stages.includes(CURRENT) ? [PREVIOUS] : [] }))
    .filter(old => old.stages.length)
  return { ...secret, versions: [...older, { ...version, stages: [CURRENT] }] }
}
