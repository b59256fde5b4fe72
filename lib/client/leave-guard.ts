import { opensHere } from './opens-here.ts'
import { watchTraversal } from './watch-traversal.ts'

/** Asked when somebody is about to leave the page; `leave` does what they were about to do. */
export type AskBeforeLeaving = (leave: () => void) => void

let held: { ask: AskBeforeLeaving; release: () => void } | null = null

/**
 * Holds people on the page they are on until the answer to `ask` is to leave: at links, on the way back or
 * forward, and, by the browser's own question, when the tab is closed or shows something else. Answers how
 * to end it.
 */
export function holdPage(ask: AskBeforeLeaving): () => void {
  const here = location.pathname + location.search
  const hereIndex = entryIndex()
  let released = false
  /** What to ask once the step that was taken has been taken back. */
  let returning: (() => void) | null = null

  function onClick(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
    if (released || !link || !leadsAway(link, event, here)) return
    event.preventDefault()
    event.stopPropagation()
    ask(() => {
      released = true
      link.click()
      // The next page ends this; where it could not be loaded, what is typed here is still held.
      released = false
    })
  }

  // The address has changed by the time this is heard: the step is taken back before the router follows it.
  function onTraversal(): boolean {
    if (released) return false
    if (returning) {
      const question = returning
      returning = null
      question()
      return true
    }
    if (location.pathname + location.search === here) return false
    const steps = stepsFrom(hereIndex)
    returning = () =>
      ask(() => {
        released = true
        history.go(steps)
      })
    history.go(-steps)
    return true
  }

  function onBeforeUnload(event: BeforeUnloadEvent) {
    if (!released) event.preventDefault()
  }

  const holder = {
    ask,
    release: () => {
      released = true
    },
  }
  held = holder
  addEventListener('click', onClick, { capture: true })
  const unwatch = watchTraversal(onTraversal)
  addEventListener('beforeunload', onBeforeUnload)
  return () => {
    if (held === holder) held = null
    removeEventListener('click', onClick, { capture: true })
    unwatch()
    removeEventListener('beforeunload', onBeforeUnload)
  }
}

/** For what leaves the page without a link: does it at once where nothing holds the page. */
export function leavePage(leave: () => void): void {
  if (!held) {
    leave()
    return
  }
  const { ask, release } = held
  ask(() => {
    release()
    leave()
  })
}

/** Opens another page here; not a new tab, not a download, not a place on this page. */
function leadsAway(link: HTMLAnchorElement, event: MouseEvent, here: string): boolean {
  if (!opensHere(link, event)) return false
  return link.origin !== location.origin || link.pathname + link.search !== here
}

/** Where we are in this tab's history; browsers before 2026 may not tell. */
function entryIndex(): number | null {
  return globalThis.navigation?.currentEntry?.index ?? null
}

/** How far the history has moved: -1 for one step back, which is also what we guess. */
function stepsFrom(index: number | null): number {
  const now = entryIndex()
  return index === null || now === null || now === index ? -1 : now - index
}
