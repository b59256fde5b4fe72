/**
 * How many times the processor's time of `run` grows when its input does four times: about 4 where the cost is
 * linear, 16 where it is the square. The best of several, since others run beside; a wall clock tells nothing there.
 */
export function cpuGrowth<Input>(
  run: (input: Input) => unknown,
  inputOf: (size: number) => Input,
  size: number,
): number {
  const [small, large] = [inputOf(size), inputOf(4 * size)]
  run(small)
  const growths = Array.from({ length: TRIES }, () => timeOf(run, large) / Math.max(1, timeOf(run, small)))
  return Math.min(...growths)
}

const TRIES = 5

/** Microseconds of one run, over as many as take long enough to be told. */
function timeOf<Input>(run: (input: Input) => unknown, input: Input): number {
  const before = process.cpuUsage()
  let runs = 0
  for (;;) {
    run(input)
    runs++
    const { user, system } = process.cpuUsage(before)
    if (user + system > LONG_ENOUGH_US) return (user + system) / runs
  }
}

const LONG_ENOUGH_US = 5_000
