import { createHash } from 'node:crypto'
import type { Mail } from './mailbox.ts'
import { MAILBOX_SCRIPT, MAILBOX_STYLE } from './mailbox-look.ts'
import { emailKey } from './store.ts'

/** The mailbox as a page. `language` is the browser's Accept-Language header. */
export function mailboxPage(mails: Mail[], reader: { to?: string; language?: string }): string {
  const current = new Set<string>()
  const cards = mails.map(mail => {
    const slot = `${mail.kind} ${emailKey(mail.to)}`
    const replaced = current.has(slot)
    current.add(slot)
    return mailCard(mail, { replaced, format: timeFormat(reader.language) })
  })
  const to = reader.to?.trim() ?? ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox on this computer</title>
<link rel="icon" href="data:,">
<style>${MAILBOX_STYLE}</style>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body data-newest="${asText(newestOf(mails))}">
<main>
<header>
<h1>Mailbox</h1>
<p>On this computer, e-mails land here instead of being sent. Nothing leaves it.</p>
</header>
${to === '' ? '' : filterLine(to)}
${cards.length === 0 ? emptyBox(to) : `<ol>${cards.join('')}</ol>`}
</main>
<p class="said" role="status"></p>
<script>${MAILBOX_SCRIPT}</script>
</body>
</html>
`
}

/** Nothing from elsewhere, no script or style but the page's own. */
export const mailboxPolicy = [
  "default-src 'none'",
  `style-src '${hashOf(MAILBOX_STYLE)}'`,
  `script-src '${hashOf(MAILBOX_SCRIPT)}'`,
  "font-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const MEANING: Record<Mail['kind'], string> = {
  'sign-up': 'Type this code to finish signing up.',
  'password-reset': 'Type this code to choose a new password.',
  'e-mail-check': 'Type this code to confirm the address.',
  invitation: 'Sign in with this password, then choose your own.',
}

function mailCard(mail: Mail, shown: { replaced: boolean; format: Intl.DateTimeFormat }): string {
  const at = new Date(mail.at)
  const note = shown.replaced ? 'A newer one has been sent since.' : MEANING[mail.kind]
  return `<li${shown.replaced ? ' class="old"' : ''}>
<div class="top"><h2>${asText(mail.subject)}</h2><time datetime="${asText(mail.at)}">${asText(shown.format.format(at))}</time></div>
<p class="to">To <a href="/_mailbox?to=${encodeURIComponent(mail.to)}">${asText(mail.to)}</a></p>
<div class="code"><output>${asText(mail.code)}</output>${shown.replaced ? '' : copyButton(mail.code)}</div>
<p class="note">${note}</p>
</li>`
}

/** Shown by the script, which it needs. */
function copyButton(code: string): string {
  return `<button type="button" hidden data-copy="${asText(code)}">Copy</button>`
}

function filterLine(to: string): string {
  return `<p class="filter">Only for <strong>${asText(to)}</strong> · <a href="/_mailbox">Show all</a></p>`
}

function emptyBox(to: string): string {
  const whose = to === '' ? '' : ` for ${asText(to)}`
  return `<div class="empty"><h2>No e-mails yet${whose}</h2><p>Sign up, or ask for a new password: the code appears here within seconds.</p></div>`
}

function timeFormat(language: string | undefined): Intl.DateTimeFormat {
  const asked = language?.split(',')[0]?.split(';')[0]?.trim() ?? ''
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const
  // A header can hold anything; only what looks like a language tag may reach Intl, which throws at the rest.
  const known = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(asked) ? asked : 'en'
  return new Intl.DateTimeFormat(known, options)
}

/** What the script compares; it builds the same from the JSON. */
function newestOf(mails: Mail[]): string {
  return mails.length === 0 ? '' : `${mails[0]!.at} ${mails[0]!.code}`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}
