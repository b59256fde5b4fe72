/** The page around the chat, if our loader put us there; a plain iframe or a page of its own has none. */
export interface Host {
  /** Floats above the page, so that it can be closed. */
  floating: boolean
  /** Is open and fills the screen. */
  sheet: boolean
}

export type FromHost = { type: 'focus' | 'reset' } | { type: 'identify' | 'context'; value: unknown }

/**
 * Waits for the loader's port. Must run before the first render: a hidden frame may not get one for
 * a while. Only the window right above may speak to us, and it does so through the port alone.
 */
export function listenToHost(
  hello: { accent: string; title: string },
  received: (message: FromHost) => void,
  changed: (host: Host) => void,
) {
  let port: MessagePort | undefined
  let host: Host | null = null
  window.addEventListener('message', event => {
    if (window.parent === window || event.source !== window.parent) return
    if (event.data?.docent !== 1 || !event.ports[0]) return
    port = event.ports[0]
    host = { floating: event.data.inline !== true, sheet: false }
    changed(host)
    port.onmessage = ({ data }) => {
      if (data?.type === 'sheet' && host) {
        host = { ...host, sheet: data.value === true }
        changed(host)
      } else if (['focus', 'reset', 'identify', 'context'].includes(data?.type)) received(data)
    }
    port.postMessage({ type: 'hello', ...hello })
  })
  return {
    close: () => port?.postMessage({ type: 'close' }),
    tell: (name: 'message' | 'citation', detail: object) =>
      port?.postMessage({ type: 'event', name, detail }),
  }
}
