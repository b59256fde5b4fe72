import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { followTalk } from '../../../lib/client/follow-talk.ts'

/** Follows the talk in `log`; `away` says there is more below, `jump` goes there. */
export function useLatest(busy: boolean) {
  const log = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const talk = useRef<ReturnType<typeof followTalk> | null>(null)
  const [away, setAway] = useState(false)
  useLayoutEffect(() => {
    const following = followTalk({
      area: log.current!,
      content: content.current!,
      lastTurn: () => content.current!.querySelector('article:last-of-type'),
      onMore: setAway,
    })
    talk.current = following
    return following.stop
  }, [])
  useLayoutEffect(() => {
    if (busy) talk.current!.follow()
  }, [busy])
  return { log, content, away, jump: () => talk.current!.jump() }
}
