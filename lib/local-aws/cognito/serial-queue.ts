/** Runs what it is given one after the other, in the order given; a failure doesn't stop the next. */
export interface SerialQueue {
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when everything given so far has ended, well or badly. */
  idle(): Promise<void>
}

export function serialQueue(): SerialQueue {
  let previous: Promise<void> = Promise.resolve()
  return {
    run(work) {
      const result = previous.then(work)
      // Only the order is passed on: the outcome belongs to whoever asked for the work.
      previous = Promise.allSettled([result]).then(() => undefined)
      return result
    },
    idle: () => previous,
  }
}
