/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** From here on the rest is counted aloud. */
const NEAR = 300

export function Composer(props: {
  max: number
  busy: boolean
  onAsk: (question: string) => void
  onStop: () => void
}) {
  const { max, busy, onAsk, onStop } = props
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const left = max - text.length
  const send = () => {
    input.current!.focus()
    if (busy || left < 0 || !text.trim()) return
    onAsk(text)
    setText('')
  }
  // As tall as what is typed; the style sheet stops it at five lines.
  useLayoutEffect(() => {
    const { style } = input.current!
    style.height = 'auto'
    style.height = text ? `${input.current!.scrollHeight}px` : ''
  }, [text])
  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <div class="field">
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder="Ask a question"
          aria-label="Your question"
          aria-describedby="left"
          aria-invalid={left < 0}
          enterkeyhint="send"
          onInput={event => setText(event.currentTarget.value)}
          onKeyDown={event => {
            // While an input method is composing, Enter chooses a word.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        {busy ? (
          <button
            key="stop"
            type="button"
            class="send stop"
            aria-label="Stop"
            onClick={() => {
              onStop()
              input.current!.focus()
            }}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button
            key="send"
            type="submit"
            class="send"
            aria-label="Send"
            aria-disabled={!text.trim() || left < 0}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      <p id="left" class={left < 0 ? 'left bad' : 'left'} role="status">
        {left < 0
          ? `${(-left).toLocaleString()} characters too many`
          : left <= NEAR
            ? `${left.toLocaleString()} characters left`
            : ''}
      </p>
    </form>
  )
}
