import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { BareModels } from './ask-bare.ts'
import type { Chat, Order, Report, Round } from './chat-times.ts'

export interface Driver {
  /** Asks all at once and waits for the end of the last answer. */
  round(chats: Chat[]): Promise<Round>
  /** Leaves all open after their first token, until `release`. */
  hold(chats: Chat[]): Promise<void>
  release(): Promise<void>
  stop(): Promise<void>
}

/** Both sides are driven by the same program, each in a process of its own. */
export function startDriver(
  target: { appUrl: string } | { models: BareModels },
  env: NodeJS.ProcessEnv,
): Driver {
  const child = fork(new URL('driver.ts', import.meta.url), [JSON.stringify(target)], { env })
  const gone = once(child, 'exit').then(([code]) => code as number | null)

  async function carryOut(order: Order) {
    child.send(order)
    const report = await Promise.race([
      once(child, 'message').then(([message]) => message as Report),
      gone.then(code => ({ failure: `The driver stopped with code ${code}.` })),
    ])
    if ('failure' in report) throw new Error(report.failure)
    return report
  }

  return {
    round: chats => carryOut({ do: 'round', chats }),
    async hold(chats) {
      await carryOut({ do: 'hold', chats })
    },
    async release() {
      await carryOut({ do: 'release' })
    },
    async stop() {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}
