/** The page's only style and only script; their hashes stand in its policy. */

export const MAILBOX_STYLE = `
@font-face{font-family:"Inter Variable";src:url(/_mailbox/inter.woff2) format("woff2");font-weight:100 900;font-display:swap}
@font-face{font-family:"Newsreader Variable";src:url(/_mailbox/newsreader.woff2) format("woff2");font-weight:200 800;font-display:swap}
:root{color-scheme:light dark;--wall:#FAF8F5;--card:#FFFFFF;--line:#E5DFD6;--ink:#1B1917;--muted:#655E55;--control:#8C8377;--accent:#A8431F;--tint:#F6E9E2}
@media (prefers-color-scheme:dark){:root{--wall:#151311;--card:#1E1B18;--line:#37322C;--ink:#F3EFE9;--muted:#ADA498;--control:#7D756A;--accent:#F0936A;--tint:#33231B}}
*{box-sizing:border-box;margin:0}
body{background:var(--wall);color:var(--ink);font:15px/1.55 "Inter Variable",system-ui,sans-serif;padding:48px 20px 64px}
main{max-width:640px;margin:0 auto}
h1,h2{font-family:"Newsreader Variable",Georgia,serif;font-weight:500;line-height:1.25}
h1{font-size:28px}
h2{font-size:19px}
header p,.to,time,.note,.filter,.empty p{color:var(--muted)}
header p{margin-top:4px}
.filter{margin-top:20px}
.filter strong{color:var(--ink);font-weight:500}
a{color:var(--accent);text-underline-offset:3px}
.to a{color:inherit}
a:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
ol{list-style:none;padding:0;margin-top:28px;display:grid;gap:16px}
li,.empty{background:var(--card);border:1px solid var(--line);border-radius:13px;padding:20px 24px}
.empty{margin-top:28px;padding:40px 24px;text-align:center}
.empty p{margin-top:4px}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:4px 16px}
time,.to,.note{font-size:13.5px;font-variant-numeric:tabular-nums}
.to,h2{overflow-wrap:anywhere}
.code{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px;background:var(--tint);border:1px solid transparent;border-radius:9px;min-height:70px;padding:12px 12px 12px 20px;margin:16px 0 12px}
output{font-size:34px;line-height:1.3;font-weight:600;letter-spacing:.06em;font-variant-numeric:tabular-nums;user-select:all;-webkit-user-select:all;overflow-wrap:anywhere}
button{font:inherit;font-weight:500;color:var(--ink);background:var(--card);border:1px solid var(--control);border-radius:9px;min-height:44px;min-width:88px;padding:0 16px;cursor:pointer}
.old .code{background:none;border-color:var(--line)}
.old h2,.old output{color:var(--muted);font-weight:400}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:480px){body{padding:28px 16px 48px}li{padding:16px}}
`

/** Looks for new mail every two seconds, never while something is selected, and copies on a press. */
export const MAILBOX_SCRIPT = `
const LIST = '/_mailbox.json' + location.search
async function look() {
  const answer = await fetch(LIST, { cache: 'no-store' })
  const [newest] = await answer.json()
  const now = newest ? newest.at + ' ' + newest.code : ''
  if (now !== document.body.dataset.newest && String(getSelection()) === '') location.reload()
}
// While the server is restarting there is nothing to look at; the next look may find it again.
setInterval(() => document.hidden || look().catch(error => console.info('No answer yet:', error.message)), 2000)
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = 'Copied'
    document.querySelector('.said').textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}
`
