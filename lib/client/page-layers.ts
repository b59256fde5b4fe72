import { createHistoryLayers } from './history-layers.ts'
import { watchTraversal } from './watch-traversal.ts'

let named = 0

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
  address: () => location.pathname + location.search,
  newId: () => `${performance.timeOrigin} ${++named}`,
})
watchTraversal(layers.onTraversal)

/** Opens a sheet or dialog of this page that the way back closes. */
export const openLayer = layers.open

/** Before this page is left for another: closes its sheets and dialogs, and their entries with them. */
export const leaveLayers = layers.leave
