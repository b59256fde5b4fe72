import { takeFreePort } from '../laptop/free-port.ts'
import { withoutAws } from '../laptop/local-environment.ts'
import { type AppProcess, appProcess } from './chat/app-process.ts'
import { type Chat, type Round, WORD } from './chat/chat-times.ts'
import { question } from './chat/manual.ts'
import { CHAT_MODEL, openStage, type Stage } from './chat/stage.ts'
import { type Driver, startDriver } from './chat/start-driver.ts'
import { type Figure, figure, type Missing, median, printFigures } from './figures.ts'

/**
 * What Docent adds to the model calls an answer needs, beside the bare SDK making the same calls to the
 * same Bedrock stand-in in the same run, round about.
 */
export default async function benchChat(options: { json: boolean }): Promise<void> {
  const say = (line: string) => console.log(line)
  const inspectorPort = await takeFreePort(0, new Set())
  const stage = await openStage({ inspectorPort, say })
  const sides = startSides(stage)
  const app = await appProcess(stage.docent.processes.app.pid!, inspectorPort)
  try {
    const figures: Figure[] = []
    const missing: Missing[] = []
    await stage.bedrock.script({
      on: 'chat',
      reply: WORD,
      chunks: TOKENS,
      perChunkMs: PACE_MS,
      times: 1_000_000,
    })
    say('Warming up …')
    await alternate(sides, stage, app, WARM_UP.chats, WARM_UP.rounds)
    for (const { chats, rounds } of LEVELS) {
      say(`${chats} at a time, ${rounds} rounds on each side …`)
      figures.push(...compare(chats, await alternate(sides, stage, app, chats, rounds)))
    }
    say('Memory …')
    try {
      figures.push(...(await memoryOf(stage, sides.docent, app)))
    } catch (error) {
      missing.push({ name: 'kb-per-open-stream', why: (error as Error).message })
    }
    printFigures('chat', { figures, missing, notes: notes(stage) }, options)
  } finally {
    app.close()
    await Promise.all([sides.docent.stop(), sides.bare.stop()])
    await stage.close()
  }
}

const TOKENS = 200
/** 100 tokens a second: as fast as the quickest models on Bedrock stream. */
const PACE_MS = 10
const LEVELS = [
  { chats: 1, rounds: 30 },
  { chats: 50, rounds: 5 },
  { chats: 300, rounds: 5 },
]
/** Node compiles what runs often: a process is warm after some hundred answers. */
const WARM_UP = { chats: 50, rounds: 6 }

type Sides = Record<'docent' | 'bare', Driver>
/** `cpuMs` and `calls` are those of whoever makes the model calls: the app, or the bare process itself. */
interface SideRound extends Round {
  calls: number
}

function startSides({ docent, prompt }: Stage): Sides {
  const env = { ...withoutAws(process.env), ...docent.env }
  const models = {
    embeddingModel: docent.env.DOCENT_EMBEDDING_MODEL!,
    dimensions: 1024,
    chatModel: CHAT_MODEL,
    prompt,
  }
  return { docent: startDriver({ appUrl: docent.appUrl }, env), bare: startDriver({ models }, env) }
}

let asked = 0
function newChats(stage: Stage, count: number): Chat[] {
  return Array.from({ length: count }, () => ({ question: question(++asked), ticket: stage.ticket(asked) }))
}

/** One side, then the other, and the other way round in the next round: what else the machine does hits both. */
async function alternate(sides: Sides, stage: Stage, app: AppProcess, chats: number, rounds: number) {
  const measured: Record<keyof Sides, SideRound[]> = { docent: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    const order: (keyof Sides)[] = round % 2 ? ['docent', 'bare'] : ['bare', 'docent']
    for (const side of order) {
      const [cpuBefore, callsBefore] = [await app.cpuMs(), await stage.calls()]
      const round = await sides[side].round(newChats(stage, chats))
      const result = { ...round, calls: (await stage.calls()) - callsBefore }
      if (side === 'docent') result.cpuMs = (await app.cpuMs()) - cpuBefore
      for (const { tokens } of result.times) {
        if (tokens !== TOKENS) throw new Error(`A chat of ${side} ended after ${tokens} of ${TOKENS} tokens.`)
      }
      measured[side].push(result)
    }
  }
  return measured
}

function compare(chats: number, { docent, bare }: Record<keyof Sides, SideRound[]>): Figure[] {
  const first = (rounds: SideRound[]) =>
    median(rounds.flatMap(({ times }) => times.map(({ firstMs }) => firstMs)))
  const perToken = (rounds: SideRound[]) =>
    median(
      rounds.flatMap(({ times }) => times.map(({ firstMs, lastMs }) => (lastMs - firstMs) / (TOKENS - 1))),
    )
  const tokensPerSecond = (rounds: SideRound[]) =>
    median(rounds.map(({ wallMs }) => (chats * TOKENS * 1_000) / wallMs))
  const cpuMs = (rounds: SideRound[]) => median(rounds.map(round => round.cpuMs / chats))
  const suffix = chats === 1 ? '' : `-${chats}`
  return [
    figure(
      `first-token-vs-bare${suffix}`,
      first(docent) / first(bare),
      'of bare',
      chats > 50 ? null : '<= 2',
    ),
    figure(`added-first-token-ms${suffix}`, first(docent) - first(bare), 'ms'),
    figure(`added-per-token-us-${chats}`, (perToken(docent) - perToken(bare)) * 1_000, 'µs'),
    figure(
      `throughput-vs-bare-${chats}`,
      tokensPerSecond(docent) / tokensPerSecond(bare),
      'of bare',
      chats === 300 ? '>= 0.8' : null,
    ),
    figure(`cpu-ms-${chats}`, cpuMs(docent), 'ms a question'),
    figure(`bare-cpu-ms-${chats}`, cpuMs(bare), 'ms a question'),
    ...(chats === 50 ? [figure('cpu-vs-bare', cpuMs(docent) / cpuMs(bare), 'of bare', '<= 1')] : []),
    // One after the other, as most are asked; the two model calls are among them.
    ...(chats === 1
      ? [figure('calls-per-question', median(docent.map(({ calls }) => calls)), 'calls', '<= 7')]
      : [figure(`calls-per-question-${chats}`, median(docent.map(({ calls }) => calls / chats)), 'calls')]),
  ]
}

const OPEN_STREAMS = 300
const MEMORY_ROUNDS = 3
const SETTLING_MS = 6_000
/** Less than this was freed since the last look. */
const SETTLED = 0.995

/** What 300 streams, open and waiting for their second token, add to the app's process. */
async function memoryOf(stage: Stage, driver: Driver, app: AppProcess): Promise<Figure[]> {
  // Longer than the measurement takes; letting go ends them.
  await stage.bedrock.clearScript()
  await stage.bedrock.script(
    { on: 'embed', vector: 'fast', times: 1_000_000 },
    { on: 'chat', reply: WORD, chunks: 2, perChunkMs: 600_000, times: 1_000_000 },
  )
  const live: number[] = []
  const resident: number[] = []
  for (let round = -1; round < MEMORY_ROUNDS; round++) {
    const before = await settled(app)
    await driver.hold(newChats(stage, OPEN_STREAMS))
    const open = await app.memory()
    await driver.release()
    if (round < 0) continue
    live.push((open.live - before.live) / OPEN_STREAMS / 1_024)
    resident.push((open.resident - before.resident) / OPEN_STREAMS / 1_024)
  }
  return [
    figure('kb-per-open-stream', Math.max(median(live), median(resident)), 'KB', '<= 100'),
    figure('live-kb-per-open-stream', median(live), 'KB'),
  ]
}

/** Closed sockets and finished answers let go of their memory over some seconds. */
async function settled(app: AppProcess) {
  for (let last = await app.memory(); ; ) {
    await new Promise(resolve => setTimeout(resolve, SETTLING_MS))
    const now = await app.memory()
    if (now.live > last.live * SETTLED) return now
    last = now
  }
}

function notes({ passages }: Stage): string[] {
  return [`passages ${passages}`]
}
