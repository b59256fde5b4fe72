import type { OpenSide, Order, Report, Side } from './side.ts'

/** The process of one side, started by `start-side.ts`; its one argument is the address of the side's module. */
let side: Side | null = null

process.on('message', (order: Order) => {
  carryOut(order).then(
    report => process.send!(report),
    error => process.send!({ failure: (error as Error).message ?? String(error) }),
  )
})
process.once('disconnect', () => process.exit())

async function carryOut(order: Order): Promise<Report> {
  if (order.do === 'open') return open(order.options)
  if (order.do === 'weigh') return { resident: await residentBytes() }
  return ask(order.queries, order.times)
}

async function open(options: unknown): Promise<Report> {
  const { openSide } = (await import(process.argv[2]!)) as { openSide: OpenSide<unknown, unknown, unknown> }
  const residentBefore = await residentBytes()
  const began = performance.now()
  const cpu = process.cpuUsage()
  side = await openSide(options)
  const { user, system } = process.cpuUsage(cpu)
  const wallMs = performance.now() - began
  return { wallMs, cpuMs: (user + system) / 1_000, residentBefore, residentAfter: await residentBytes() }
}

/** Each query `times` times over, one after another. */
async function ask(queries: unknown[], times: number): Promise<Report> {
  if (!side) throw new Error('Nothing is open.')
  const answers: unknown[] = []
  const wallMs: number[] = []
  const cpu = process.cpuUsage()
  for (let time = 0; time < times; time++) {
    for (const query of queries) {
      const began = performance.now()
      const answer = side.ask(query)
      const answered = answer instanceof Promise ? await answer : answer
      wallMs.push(performance.now() - began)
      if (time === 0) answers.push(answered)
    }
  }
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1_000, wallMs, answers }
}

/** Without garbage, nor the room that V8 keeps for new garbage. What one collection finalises, the next one frees. */
async function residentBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await new Promise(resolve => setImmediate(resolve))
  }
  return process.memoryUsage.rss()
}
