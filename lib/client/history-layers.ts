/** What the layers need of a browser's history. */
export interface TabHistory {
  readonly state: unknown
  readonly length: number
  pushState(state: unknown, unused: string): void
  go(steps: number): void
}

interface Layer {
  id: string
  onBack: () => void
  /** The address it lies above; null until its entry is there. */
  above: string | null
}

/**
 * Sheets and dialogs as entries of the history: the way back closes the uppermost instead of leaving the
 * page, and one that is closed otherwise takes its entry away again.
 *
 *     page ──open──► page, [a] ──open──► page, [a, b]
 *          ◄──back──            ◄──close b──
 */
export function createHistoryLayers(deps: {
  history: TabHistory
  address: () => string
  newId: () => string
}) {
  const { history, address, newId } = deps
  let layers: Layer[] = []
  /** A step of our own is under way; what comes meanwhile waits for its end. */
  let stepping = false
  let leaving: (() => void)[] = []
  let lengthWithLayers = 0

  /** Brings the history in line with what is open: first entries go, then come those that are missing. */
  function reconcile() {
    if (stepping) return
    const ids = idsOf(history.state)
    const open = new Set(layers.map(({ id }) => id))
    const excess = ids.length - 1 - ids.findLastIndex(id => open.has(id))
    if (excess > 0 && isOnTop()) {
      stepping = true
      history.go(-excess)
      return
    }
    for (const layer of layers.filter(({ above }) => above === null)) push(layer)
    const left = leaving
    leaving = []
    for (const then of left) then()
  }

  function push(layer: Layer) {
    layer.above = address()
    const below = layers.filter(({ above }) => above !== null).map(({ id }) => id)
    history.pushState({ [STATE]: below }, '')
    lengthWithLayers = history.length
  }

  /** Somebody else, the page around a frame, may have added entries above ours: those are not ours to leave. */
  function isOnTop(): boolean {
    return history.length === lengthWithLayers && history.length < MAX_ENTRIES
  }

  return {
    /** Opens a layer that `onBack` closes; answers what to call when it was closed in another way. */
    open(onBack: () => void): () => void {
      const layer: Layer = { id: newId(), onBack, above: null }
      layers.push(layer)
      reconcile()
      return () => {
        if (!layers.includes(layer)) return
        layers = layers.filter(other => other !== layer)
        reconcile()
      }
    },

    /** Closes all, and does something once nothing of them is left in the history: going to another page. */
    leave(then: () => void): void {
      const closing = layers
      layers = []
      leaving.push(then)
      for (const { onBack } of closing.toReversed()) onBack()
      reconcile()
    },

    /** After a step in the history; answers whether it was only about layers. */
    onTraversal(): boolean {
      const own = stepping
      stepping = false
      const ids = idsOf(history.state)
      const closed = layers.filter(({ id, above }) => above !== null && !ids.includes(id))
      layers = layers.filter(layer => !closed.includes(layer))
      for (const { onBack } of closed.toReversed()) onBack()
      reconcile()
      return own || (closed.length > 0 && closed.every(({ above }) => above === address()))
    },
  }
}

/** Where an entry's state names the layers that are open at it, the uppermost last. */
const STATE = 'docentLayers'

/** Browsers keep no more: from there on the length says nothing. */
const MAX_ENTRIES = 50

function idsOf(state: unknown): string[] {
  const ids = (state as { [STATE]?: unknown } | null)?.[STATE]
  return Array.isArray(ids) ? ids : []
}
