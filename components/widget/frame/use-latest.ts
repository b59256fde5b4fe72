import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Nearer to the end than this counts as there; about two lines. */
const NEAR_PX = 48

/**
 * Keeps the end of a growing talk in view for as long as the reader stays there. Whoever scrolls up
 * is never pulled back: `away` says there is more below, `jump` goes there, `follow` is for the
 * reader's own questions.
 */
export function useLatest() {
  const log = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const following = useRef(true)
  const follow = () => {
    following.current = true
    log.current!.scrollTop = log.current!.scrollHeight
  }
  useLayoutEffect(() => {
    const area = log.current!
    let before = area.scrollTop
    const look = () => {
      const rest = area.scrollHeight - area.clientHeight - area.scrollTop
      if (rest <= NEAR_PX) following.current = true
      else if (area.scrollTop < before) following.current = false
      before = area.scrollTop
      setAway(rest > NEAR_PX && !following.current)
    }
    const grown = new ResizeObserver(() => {
      if (following.current) area.scrollTop = area.scrollHeight
      look()
    })
    area.addEventListener('scroll', look, { passive: true })
    grown.observe(area)
    grown.observe(content.current!)
    return () => {
      area.removeEventListener('scroll', look)
      grown.disconnect()
    }
  }, [])
  return { log, content, away, jump: follow, follow }
}
