export interface Remembered {
  conversationId: string
  /** Stands for the one who asked: only who holds it may read the conversation on. */
  ticket: string
}

export interface ConversationMemory {
  load(): Remembered | null
  save(remembered: Remembered): void
  forget(): void
}

/**
 * Keeps a conversation for as long as the tab lives. Browsers that forbid storage inside somebody
 * else's page throw at the mere mention of it: there it is kept until the page goes.
 */
export function openMemory(key: string, storage: () => Storage): ConversationMemory {
  let held: Remembered | null = null
  const attempt = <T>(work: (store: Storage) => T, otherwise: T): T => {
    try {
      return work(storage())
    } catch {
      // Forbidden or full; `held` does the work.
      return otherwise
    }
  }
  return {
    load() {
      const text = attempt(store => store.getItem(key), null)
      return held ?? parse(text)
    },
    save(remembered) {
      held = remembered
      attempt(store => store.setItem(key, JSON.stringify(remembered)), undefined)
    },
    forget() {
      held = null
      attempt(store => store.removeItem(key), undefined)
    },
  }
}

function parse(text: string | null): Remembered | null {
  return /^\{"conversationId":"[\w-]{1,64}","ticket":"[\w.-]+"\}$/.test(text ?? '') ? JSON.parse(text!) : null
}
