import { launcherStyle, SHEET } from './launcher-style.ts'

export interface Settings {
  /** Docent's own. */
  origin: string
  bot: string
  /** Until the guide has told its own. */
  accent: string
  label: string
  left: boolean
  place: number
  inPage: boolean
  preload: boolean
  open: boolean
  /** Where on the page to stand instead of floating. */
  target: Element | null
}

export type Emit = (event: string, detail?: unknown) => void

export interface Launcher {
  bot: string
  left: boolean
  floating: boolean
  open(): void
  close(): void
  toggle(): void
  /** To the chat, once it is there. */
  send(message: { type: string; value?: unknown }): void
  destroy(): void
}

/** A page that empties its root again and again is left alone after this many times. */
const MAX_RETURNS = 20

/** Puts one guide on the page. Uses nothing a strict CSP, Trusted Types or a wild stylesheet can take away. */
export function mount(settings: Settings, emit: Emit): Launcher {
  const { origin, bot, label, left, place, inPage, target } = settings
  const inline = target !== null
  const name = label || 'Ask a question'
  const id = encodeURIComponent(bot)
  const abort = new AbortController()
  const { signal } = abort
  const sheet = window.matchMedia(SHEET)
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const style = new CSSStyleSheet()
  const paint = (accent: string) => style.replaceSync(launcherStyle({ accent, left, place, inPage, inline }))
  paint(settings.accent)
  root.adoptedStyleSheets = [style]

  const button = document.createElement('button')
  const panel = document.createElement('div')
  panel.className = 'panel'
  button.type = 'button'
  button.setAttribute('aria-label', name)
  button.setAttribute('aria-expanded', 'false')
  button.append(icon('q', 'M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12z'), icon('x', 'M6 6l12 12M18 6L6 18'))
  const words = document.createElement('span')
  words.textContent = label
  if (label) button.append(words)
  root.append(panel)
  if (!inline) root.append(button)

  let frame: HTMLIFrameElement | undefined
  let port: MessagePort | undefined
  let ready = false
  let opened = false
  let opener: Element | null = null
  let waiting: { type: string; value?: unknown }[] = []

  const load = () => {
    if (frame) return
    frame = document.createElement('iframe')
    frame.title = name
    // The ticket is bound to the site, so the chat must learn it even from a page that sends no referrer.
    frame.referrerPolicy = 'strict-origin'
    // Lines of code have a button that copies them.
    frame.allow = 'clipboard-write'
    frame.onload = greet
    frame.src = `${origin}/embed/${id}`
    panel.append(frame)
  }
  const greet = () => {
    port?.close()
    ready = false
    const channel = new MessageChannel()
    port = channel.port1
    port.onmessage = event => receive(event.data)
    frame?.contentWindow?.postMessage({ docent: 1, inline }, origin, [channel.port2])
  }
  const receive = (message: {
    type?: string
    name?: string
    detail?: unknown
    accent?: string
    title?: string
  }) => {
    if (message.type === 'hello') {
      ready = true
      if (message.accent) paint(message.accent)
      if (message.title && frame) frame.title = message.title
      for (const held of waiting) port!.postMessage(held)
      waiting = []
      show()
    } else if (message.type === 'close') close()
    else if (message.type === 'event' && message.name) emit(message.name, message.detail)
  }
  const send = (message: { type: string; value?: unknown }) => {
    load()
    if (ready) port!.postMessage(message)
    else waiting.push(message)
  }

  const show = () => {
    const state = opened ? ' open' : ''
    panel.className = `panel${state}`
    button.className = (ready ? 'ready' : '') + state
    button.setAttribute('aria-expanded', `${opened}`)
    settle()
  }
  // A phone's keyboard covers the page without resizing it.
  const settle = () => {
    const view = window.visualViewport
    const filling = opened && sheet.matches && view
    if (ready) port!.postMessage({ type: 'sheet', value: opened && sheet.matches })
    panel.style.setProperty('height', filling ? `${view.height}px` : '')
    panel.style.setProperty('top', filling ? `${view.offsetTop}px` : '')
  }
  const open = (focus = true) => {
    if (inline || opened) return
    opened = true
    opener = document.activeElement
    load()
    show()
    if (focus) {
      frame!.focus()
      send({ type: 'focus' })
    }
    emit('open')
  }
  const close = () => {
    if (inline || !opened) return
    opened = false
    const held = document.activeElement === host
    show()
    if (held) {
      const back =
        opener && opener !== host && opener !== document.body && opener.isConnected ? opener : button
      ;(back as HTMLElement).focus()
    }
    emit('close')
  }
  const toggle = () => (opened ? close() : open())

  // First of all handlers, so that the page's own (focus traps, shortcuts) neither see nor swallow
  // what happens here. A closed root shows up as its host; the only thing in it to press is the button.
  const handle = (event: Event) => {
    if (event.target !== host) return
    event.stopImmediatePropagation()
    if (event.type === 'click') toggle()
    else if ((event as KeyboardEvent).key === 'Escape') close()
    else if (event.type !== 'keyup') load()
  }
  if (!inline)
    for (const type of ['click', 'keydown', 'keypress', 'keyup', 'pointerover', 'focus', 'focusin'])
      window.addEventListener(type, handle, { capture: true, passive: true, signal })
  for (const type of ['resize', 'scroll']) window.visualViewport?.addEventListener(type, settle, { signal })
  sheet.addEventListener('change', settle, { signal })

  const attach = () => {
    ;(target ?? document.documentElement).append(host)
    if (!inline && !inPage && typeof host.showPopover === 'function') {
      host.popover = 'manual'
      host.showPopover()
    }
  }
  attach()
  let returns = 0
  const watch = new MutationObserver(() => {
    if (!host.isConnected && returns++ < MAX_RETURNS) attach()
  })
  if (!inline) watch.observe(document.documentElement, { childList: true })

  const whenIdle = window.requestIdleCallback ?? setTimeout
  if (inline) load()
  else {
    if (settings.open) open(false)
    else if (settings.preload) whenIdle(() => signal.aborted || load())
    // A module: the policies of many pages let scripts of ours in and nothing else. The chat says it, too.
    whenIdle(
      () =>
        signal.aborted ||
        frame ||
        import(`${origin}/api/embed/${id}/look`).then(
          look => ready || !look.default.accent || paint(look.default.accent),
          () => {},
        ),
    )
  }

  return {
    bot,
    left,
    floating: !inline,
    // A page that opens the guide by itself must not take the visitor's focus away.
    open: () => open(navigator.userActivation?.isActive ?? false),
    close,
    toggle,
    send,
    destroy() {
      abort.abort()
      watch.disconnect()
      port?.close()
      host.remove()
    },
  }
}

function icon(name: string, path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const line = document.createElementNS(space, 'path')
  svg.setAttribute('class', name)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
