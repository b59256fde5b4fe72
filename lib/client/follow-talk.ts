/** Nearer to the end (in px) than this counts as there; about two lines. */
const NEAR_PX = 48
/** Between the upper edge and a turn that begins there. */
const AIR_PX = 10

/** What is drawn of a conversation. */
interface Talk {
  /** What scrolls. */
  area: HTMLElement
  /** All that is in it, one element. */
  content: HTMLElement
  /** The last question and what follows it, its answer; null where there is none. */
  lastTurn: () => Element | null
  /** Whether there is more below, told with every change. */
  onMore?: (more: boolean) => void
}

/**
 * Where the reader is: at the newest answer from its question on, at the end of all, or at a place of their own,
 * from which nobody takes them away.
 */
type Reading = 'answer' | 'end' | 'elsewhere'

/**
 * Shows a growing conversation as it is read: what arrives comes into view until the question it answers has
 * reached the upper edge, and then waits below. Whoever goes to the end stays at the end; whoever scrolls
 * anywhere else is left there. `follow` is for the reader's own questions.
 */
export function followTalk({ area, content, lastTurn, onMore }: Talk) {
  let reading: Reading = 'answer'
  /** Where we scrolled to last: anywhere else, it was the reader. */
  let placed = area.scrollTop
  const toTheEnd = () => area.scrollHeight - area.clientHeight - area.scrollTop

  function look(): void {
    onMore?.(toTheEnd() > NEAR_PX)
  }
  function scrolled(): void {
    if (area.scrollTop !== placed) {
      const down = area.scrollTop > placed
      placed = area.scrollTop
      if (toTheEnd() > NEAR_PX) reading = 'elsewhere'
      else if (down) reading = 'end'
    }
    look()
  }
  function changed(): void {
    const top = topFor(reading)
    if (top !== null) {
      area.scrollTop = top
      // As the browser made it fit.
      placed = area.scrollTop
    }
    look()
  }
  function topFor(where: Reading): number | null {
    if (where === 'elsewhere') return null
    if (where === 'end') return area.scrollHeight
    const turn = lastTurn()
    return turn && topOfTurn(area, turn)
  }
  const changes = new ResizeObserver(changed)
  changes.observe(area)
  changes.observe(content)
  area.addEventListener('scroll', scrolled, { passive: true })
  return {
    /** Before the next change. */
    follow(): void {
      reading = 'answer'
    },
    jump(): void {
      reading = 'end'
      changed()
    },
    stop(): void {
      area.removeEventListener('scroll', scrolled)
      changes.disconnect()
    },
  }
}

/** Where a turn begins at the upper edge; of a question that is long, its end is in the middle. */
function topOfTurn(area: HTMLElement, turn: Element): number {
  const upper = area.getBoundingClientRect().top - area.scrollTop
  const begins = turn.getBoundingClientRect().top - upper - AIR_PX
  const answer = turn.children[1]
  return answer
    ? Math.max(begins, answer.getBoundingClientRect().top - upper - area.clientHeight / 2)
    : begins
}
