import { readableOn } from './accent.ts'

export interface LauncherStyle {
  /** `#rrggbb` */
  accent: string
  left: boolean
  /** How many launchers stand nearer to the corner. */
  place: number
  /** Beneath the page's own layers instead of above everything. */
  inPage: boolean
  inline: boolean
}

/** Every length in px: a page may set the root's font size to anything. */
export function launcherStyle({ accent, left, place, inPage, inline }: LauncherStyle): string {
  if (inline)
    return `:host{all:initial!important;display:block!important;height:100%!important;min-height:480px!important;position:relative!important}
iframe{position:absolute;width:100%;height:100%;border:0}`
  const side = left ? 'left' : 'right'
  const offset = 24 + place * 72
  // `!important` of a shadow root's own :host wins over any of the page's, whatever its selector.
  return `:host{all:initial!important;position:fixed!important;inset:auto!important;display:block!important;width:0!important;height:0!important;overflow:visible!important;z-index:${inPage ? 1000 : 2147483647}!important;--b:${accent};--o:${readableOn(accent)};--g:#fff;--l:#e5dfd6}
@media(prefers-color-scheme:dark){:host{--g:#1e1b18;--l:#37322c}}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
button{position:fixed;bottom:24px;${side}:${offset}px;display:flex;align-items:center;justify-content:center;gap:8px;min-width:56px;height:56px;margin:0;padding:0 15px;border:1px solid transparent;border-radius:28px;background:var(--b);color:var(--o);font:500 15px/1 system-ui,sans-serif;cursor:pointer;box-shadow:0 4px 12px #0001,0 16px 48px #0003}
button:focus-visible{outline:3px solid var(--b);outline-offset:3px;box-shadow:0 0 0 3px var(--o)}
svg{width:24px;height:24px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.open span,.x,.open .q{display:none}.open .x{display:block}
.panel{position:fixed;bottom:96px;${side}:24px;width:min(388px,calc(100vw - 48px));height:min(620px,calc(100vh - 120px));visibility:hidden;opacity:0;pointer-events:none;border:1px solid var(--l);border-radius:20px;overflow:hidden;background:var(--g);box-shadow:0 4px 12px #0001,0 16px 48px #0003}
.panel.open{visibility:visible;opacity:1;pointer-events:auto}
iframe{display:block;width:100%;height:100%;border:0}
@media(prefers-reduced-motion:no-preference){.panel{transform:translateY(8px);transition:opacity .16s ease-out,transform .16s ease-out,visibility .16s}.panel.open{transform:none}}
@media(max-width:480px),(max-height:480px){.panel{inset:0;width:100%;height:100%;height:100dvh;border:0;border-radius:0}.ready.open{display:none}}`
}

/** Where the panel fills the screen; as in the style above. */
export const SHEET = '(max-width:480px),(max-height:480px)'
