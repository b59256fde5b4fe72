import type { FrameConfig } from '../../lib/core/contract/frame-config.ts'
import { frameScript, frameStyle } from './frame.generated.ts'

/**
 * The whole page of the chat: one request, nothing else to fetch. Script and style are the same for
 * every bot, so a CSP can name their hashes (`frameScriptSha256`, `frameStyleSha256`) instead of a nonce.
 */
export function framePage(config: FrameConfig): string {
  const { language, name } = config.bot
  return page(
    language === 'auto' ? 'en' : language,
    name,
    disc(config.bot.accent),
    `<section id="docent" aria-label="${text(`Chat with ${name}`)}"></section><noscript>This chat needs JavaScript.</noscript>
<script type="application/json" id="docent-config">${json(config)}</script>
<script>${frameScript}</script>`,
  )
}

/** Shown in the place of the chat: unpublished, deleted, or not meant for the site around it. */
export function unavailablePage(reason: string): string {
  return page(
    'en',
    'Not available',
    'data:,',
    `<main class="unavailable"><h1>This guide is not available</h1><p>${text(reason)}</p></main>`,
  )
}

function page(language: string, title: string, icon: string, body: string): string {
  return `<!doctype html>
<html lang="${text(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex"><link rel="icon" href="${icon}"><title>${text(title)}</title>
<style>${frameStyle}</style></head>
<body>${body}</body></html>
`
}

/** The picture in the browser's tab. Without one named, a browser asks for one that is not there. */
function disc(colour: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='${colour}'/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** No `<` leaves a string inside a script, so none can end it or open a comment in it. */
function json(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
