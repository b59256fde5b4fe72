import { type Launcher, mount } from './launcher.ts'

type Listener = (detail: unknown) => void

/** `window.Docent`. Before we arrive it may be a stub that only keeps its calls in `q`. */
interface Api {
  (command: string, ...rest: unknown[]): unknown
  on(event: string, listener: Listener): () => void
  /** Puts the guide of one script line on the page. */
  add(script: HTMLScriptElement): void
}

const page = window as unknown as { Docent?: Partial<Api> & { q?: ArrayLike<unknown>[] } }
const own = ownScript()
if (!own) console.warn('Docent: data-bot is missing')
else if (page.Docent?.add) page.Docent.add(own)
else start(own)

function start(first: HTMLScriptElement) {
  const early = page.Docent?.q ?? []
  const launchers: Launcher[] = []
  let listeners: [event: string, listener: Listener][] = []
  // Later, so that a listener's mistake is the page's to see and not ours to stumble over.
  const emit = (event: string, detail: unknown) =>
    queueMicrotask(() => {
      for (const [name, listener] of listeners) if (name === event) queueMicrotask(() => listener(detail))
    })

  const api = ((command: string, ...rest: unknown[]) => {
    if (command === 'on') return api.on(rest[0] as string, rest[1] as Listener)
    const takesValue = command === 'identify' || command === 'context'
    const wanted = rest[takesValue ? 1 : 0]
    const meant = wanted ? launchers.filter(launcher => launcher.bot === wanted) : [...launchers]
    if (command === 'open' || command === 'toggle') meant.find(launcher => launcher.floating)?.[command]()
    else if (command === 'close') for (const launcher of meant) launcher.close()
    else if (command === 'reset' || takesValue)
      for (const launcher of meant) launcher.send({ type: command, value: takesValue ? rest[0] : undefined })
    else if (command === 'destroy') {
      for (const launcher of meant) {
        launchers.splice(launchers.indexOf(launcher), 1)
        launcher.destroy()
      }
      if (launchers.length === 0) delete page.Docent
    } else console.warn(`Docent: no ${command}`)
  }) as Api
  api.on = (event, listener) => {
    const entry: [string, Listener] = [event, listener]
    listeners.push(entry)
    return () => {
      listeners = listeners.filter(other => other !== entry)
    }
  }
  api.add = script => {
    const put = () => {
      const { color, label, position, layer, preload, open, inline } = script.dataset
      const bot = botOf(script)
      if (launchers.some(launcher => launcher.bot === bot)) return
      const target = inline ? document.querySelector(inline) : null
      if (inline && !target) return console.warn(`Docent: no ${inline}`)
      const left = position === 'left'
      launchers.push(
        mount(
          {
            origin: new URL(script.src).origin,
            bot,
            accent: /^#[0-9a-f]{6}$/i.test(`${color}`) ? color! : '#a8431f',
            label: label ?? '',
            left,
            place: launchers.filter(other => other.floating && other.left === left).length,
            inPage: layer === 'page',
            preload: preload === 'idle',
            open: open !== undefined,
            target,
          },
          (event, detail) => emit(event, { bot, ...(detail as object) }),
        ),
      )
      emit('ready', { bot })
    }
    whenThere(script.dataset.inline || 'body', put)
  }
  page.Docent = api
  api.add(first)
  for (const call of early) (api as (...call: unknown[]) => void).apply(null, call as unknown[])
}

/** The root may still be without a body, or the place on the page not yet read. */
function whenThere(selector: string, put: () => void) {
  if (document.readyState !== 'loading' || document.querySelector(selector)) put()
  else document.addEventListener('DOMContentLoaded', put)
}

/** A module or a tag manager leaves no `currentScript`: then it is the first line of ours not yet taken. */
function ownScript(): HTMLScriptElement | undefined {
  const taken = Symbol.for('docent')
  const current = document.currentScript as HTMLScriptElement | null
  const candidates = current ? [current] : [...document.querySelectorAll<HTMLScriptElement>('script[src]')]
  for (const script of candidates) {
    const marked = script as unknown as Record<symbol, boolean>
    if (!/\/docent\.js(\?|#|$)/.test(script.src) || !botOf(script) || (marked[taken] && !current)) continue
    marked[taken] = true
    return script
  }
}

/** Tag managers may drop `data-` attributes, so the address may carry the bot too: `docent.js?bot=bot_…`. */
function botOf(script: HTMLScriptElement): string {
  return script.dataset.bot || new URL(script.src).searchParams.get('bot') || ''
}
