import { createHistoryLayers } from '../../../lib/client/history-layers.ts'

let named = 0

/**
 * What lies above the chat, and the chat itself where it fills the screen, as entries of the tab's history.
 * They are this frame's own: the page around it is told of none, and its entries stay as they are.
 */
const layers = createHistoryLayers({
  history: {
    get state() {
      return history.state
    },
    get length() {
      return history.length
    },
    pushState: (state, unused) => history.pushState(state, unused),
    go: steps => history.go(steps),
  },
  address: () => location.href,
  newId: () => `${performance.timeOrigin} ${++named}`,
})
window.addEventListener('popstate', layers.onTraversal)

/**
 * Opens a layer that the way back closes; answers what to call when it was closed in another way. Browsers
 * skip entries of a page that nobody has touched, and with them the page around it: so it waits for a touch.
 */
export function openLayer(onBack: () => void): () => void {
  if (navigator.userActivation?.hasBeenActive) return layers.open(onBack)
  let close = () => {}
  const touched = new AbortController()
  const { signal } = touched
  for (const type of ['click', 'keydown'])
    window.addEventListener(
      type,
      () => {
        touched.abort()
        close = layers.open(onBack)
      },
      { capture: true, signal },
    )
  return () => {
    touched.abort()
    close()
  }
}
