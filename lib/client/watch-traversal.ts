/** Whether it has dealt with a step in the history, which nobody else hears of then. */
export type TraversalWatcher = () => boolean

const watchers: TraversalWatcher[] = []

/** Hears of every step back and forward within this document before the router does; the latest first. */
export function watchTraversal(watcher: TraversalWatcher): () => void {
  watchers.push(watcher)
  return () => void watchers.splice(watchers.indexOf(watcher), 1)
}

/**
 * A window calls its listeners in the order in which they were added, capturing or not. So this one is added
 * when the page's first script is read: the router adds its own when the page is drawn.
 */
globalThis.window?.addEventListener('popstate', event => {
  if (watchers.toReversed().some(watcher => watcher())) event.stopImmediatePropagation()
})
