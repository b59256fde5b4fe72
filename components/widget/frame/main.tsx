/** @jsxImportSource preact */
import { render } from 'preact'
import type { FrameConfig } from '../../../lib/core/contract/frame-config.ts'
import { palette } from '../accent.ts'
import { Chat } from './chat.tsx'
import { type Host, listenToHost } from './host.ts'
import { visitorConversation } from './visitor-conversation.ts'

const config = JSON.parse(document.getElementById('docent-config')!.textContent!) as FrameConfig
const { bot } = config
const root = document.getElementById('docent')!
// In a frame, what the page is about is for the page around it to say.
if (window.parent === window) root.setAttribute('role', 'main')

let host: Host | null = null
const page = listenToHost(
  { accent: bot.accent, title: bot.name },
  message => {
    if (message.type === 'focus') document.querySelector('textarea')?.focus()
    else if (message.type === 'reset') conversation.reset()
  },
  next => {
    host = next
    draw()
  },
)

const conversation = visitorConversation(config, (role, conversationId) =>
  page.tell('message', { role, conversationId }),
)

const dark = window.matchMedia('(prefers-color-scheme: dark)')
function paint() {
  const { brand, onBrand, text, tint } = palette(bot.accent, dark.matches)
  const { style } = document.documentElement
  style.setProperty('--brand', brand)
  style.setProperty('--on-brand', onBrand)
  style.setProperty('--accent', text)
  style.setProperty('--tint', tint)
}
dark.addEventListener('change', paint)

function draw() {
  render(
    <Chat
      config={config}
      host={host}
      conversation={conversation}
      onClose={page.close}
      onCitation={detail => page.tell('citation', detail)}
    />,
    root,
  )
}

paint()
draw()
void conversation.restore()
