/** A small made-up museum, in its own look: nothing on it comes from Docent but the one line. */
export function foreignPageHtml(scriptLine: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour Museum</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light; --sea: #12414f; --foam: #eef5f4; --sand: #e8dcc4; --rope: #8a5a1c; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 17px/1.6 Georgia, 'Times New Roman', serif; color: #1c2b30; background: var(--foam); }
  a { color: inherit; }
  .bar { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline; padding: 1.1rem clamp(1rem, 5vw, 4rem); }
  .bar strong { font-size: 1.15rem; letter-spacing: .02em; margin-right: auto; }
  .bar a { text-decoration: none; font-size: .95rem; padding: .4rem 0; }
  .bar a:hover { text-decoration: underline; text-underline-offset: .3em; }
  .quay { background: var(--sea); color: #fff; padding: clamp(3rem, 9vw, 7rem) clamp(1rem, 5vw, 4rem) 0; overflow: hidden; }
  .quay h1 { font-weight: 400; font-size: clamp(2.2rem, 6vw, 4rem); line-height: 1.1; max-width: 14ch; margin: 0 0 1rem; }
  .quay p { max-width: 44ch; margin: 0 0 2rem; opacity: .9; }
  .quay svg { display: block; width: 100%; height: auto; margin-top: 1rem; }
  .rooms { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 2rem; padding: 3.5rem clamp(1rem, 5vw, 4rem); max-width: 76rem; }
  .rooms h2 { font-size: 1.15rem; margin: .2rem 0 .4rem; }
  .rooms p { margin: 0; }
  .rooms small { color: var(--rope); letter-spacing: .06em; text-transform: uppercase; font: 600 .74rem/1 system-ui, sans-serif; }
  .hours { background: var(--sand); padding: 2rem clamp(1rem, 5vw, 4rem); }
  .hours dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.6rem; margin: 0; }
  .hours dd { margin: 0; }
  footer { padding: 2rem clamp(1rem, 5vw, 4rem) 6rem; font-size: .9rem; color: #47595e; }
</style>
</head>
<body>
<header class="bar">
  <strong>Harbour Museum</strong>
  <a href="#rooms">Rooms</a>
  <a href="#hours">Opening hours</a>
</header>
<main>
  <section class="quay">
    <h1>Two hundred years of leaving and coming back</h1>
    <p>Ropes, charts, letters and one whole tugboat, in the old customs warehouse on the east quay.</p>
    <svg viewBox="0 0 1200 150" aria-hidden="true" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="2">
      <path d="M0 120 q50 -18 100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0"/>
      <path d="M0 140 q50 -18 100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0 t100 0"/>
      <path d="M720 112 l20 -34 h190 l24 34 M770 78 v-30 h70 v30 M800 48 v-34 h22 v34 M860 78 v-18 h40 v18"/>
    </svg>
  </section>
  <section class="rooms" id="rooms">
    <article><small>Ground floor</small><h2>The rope walk</h2><p>Ninety metres long, still smelling of tar. On the first Saturday of the month a rope is laid by hand.</p></article>
    <article><small>First floor</small><h2>Letters home</h2><p>What four generations of sailors wrote, and what they left out. Read aloud at the listening posts.</p></article>
    <article><small>East quay</small><h2>The tug Hedwig</h2><p>Built 1911, at work until 1974. Climb down to the engine; mind your head, she was built for small stokers.</p></article>
  </section>
  <section class="hours" id="hours">
    <dl><dt>Tuesday to Friday</dt><dd>10 to 17</dd><dt>Weekends</dt><dd>10 to 18</dd><dt>Monday</dt><dd>closed, except on holidays</dd></dl>
  </section>
</main>
<footer>This museum is made up. The page shows how a Docent guide looks on a site that is not Docent's.</footer>
${scriptLine}
</body>
</html>
`
}
