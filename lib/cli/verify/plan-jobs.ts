/** What the plan knows of a job. */
export interface PlannedJob {
  name: string
  seconds: number
  /** Names of jobs that have to end before this one begins. */
  after: readonly string[]
}

/**
 * Which of the jobs to begin now, or null where each waits for another. The one that holds up most comes
 * first: its own time and the longest chain behind it (list scheduling by critical path; Graham, "Bounds on
 * multiprocessing timing anomalies", 1969: at two at a time never worse than half as long again as the best).
 */
export function nextJob<Job extends PlannedJob>(
  jobs: readonly Job[],
  begun: ReadonlySet<string>,
  ended: ReadonlySet<string>,
): Job | null {
  const ready = jobs.filter(({ name, after }) => !begun.has(name) && after.every(other => ended.has(other)))
  const chains = chainSeconds(jobs)
  return ready.toSorted((a, b) => chains.get(b.name)! - chains.get(a.name)!)[0] ?? null
}

/** Of each job: how long from its beginning until the last of those that wait for it is through. */
export function chainSeconds(jobs: readonly PlannedJob[]): Map<string, number> {
  const names = new Set(jobs.map(({ name }) => name))
  for (const { name, after } of jobs) {
    const missing = after.find(other => !names.has(other))
    if (missing !== undefined) throw new Error(`${name} waits for ${missing}, which is no job.`)
  }
  const chains = new Map<string, number>()
  const chainOf = (job: PlannedJob, above: readonly string[]): number => {
    if (above.includes(job.name)) throw new Error(`These wait for each other: ${above.join(', ')}.`)
    const known = chains.get(job.name)
    if (known !== undefined) return known
    const behind = jobs.filter(({ after }) => after.includes(job.name))
    const seconds = job.seconds + Math.max(0, ...behind.map(other => chainOf(other, [...above, job.name])))
    chains.set(job.name, seconds)
    return seconds
  }
  for (const job of jobs) chainOf(job, [])
  return chains
}
