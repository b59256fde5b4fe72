import { askBare, type BareModels } from './ask-bare.ts'
import { askDocent } from './ask-docent.ts'
import type { Ask, Chat, ChatTimes, Order, Round } from './chat-times.ts'

/**
 * A process of its own that asks and reads, started by `start-driver.ts`; its one argument is what it
 * drives: `{ appUrl }` for Docent, `{ models }` for the bare SDK.
 */
const target = JSON.parse(process.argv[2]!) as { appUrl: string } | { models: BareModels }
const ASK: Ask = 'appUrl' in target ? askDocent(target.appUrl) : askBare(target.models)
let held: { stop: AbortController; over: Promise<unknown> } | null = null

process.on('message', (order: Order) => {
  carryOut(order).then(
    report => process.send!(report),
    error => process.send!({ failure: String((error as Error).stack) }),
  )
})
process.once('disconnect', () => process.exit())

async function carryOut(order: Order): Promise<Round> {
  const began = performance.now()
  const usedBefore = process.cpuUsage()
  const round = (times: ChatTimes[]): Round => {
    const { user, system } = process.cpuUsage(usedBefore)
    return { times, wallMs: performance.now() - began, cpuMs: (user + system) / 1_000 }
  }
  if (order.do === 'release') {
    held?.stop.abort()
    await held?.over
    held = null
    return round([])
  }
  const stop = new AbortController()
  const chats = order.chats.map(chat => time(chat, stop.signal))
  if (order.do === 'hold') {
    held = { stop, over: Promise.allSettled(chats.map(({ over }) => over)) }
    // One that fails before it has spoken must not leave us waiting.
    await Promise.all(chats.map(({ over, speaking }) => Promise.race([over, speaking])))
    return round([])
  }
  return round(await Promise.all(chats.map(({ over }) => over)))
}

function time(chat: Chat, signal: AbortSignal): { speaking: Promise<void>; over: Promise<ChatTimes> } {
  const began = performance.now()
  const times: ChatTimes = { firstMs: 0, lastMs: 0, tokens: 0 }
  const speaking = Promise.withResolvers<void>()
  const heard = (tokens: number) => {
    times.lastMs = performance.now() - began
    if (times.tokens === 0) {
      times.firstMs = times.lastMs
      speaking.resolve()
    }
    times.tokens += tokens
  }
  return { speaking: speaking.promise, over: ASK(chat, heard, signal).then(() => times) }
}
