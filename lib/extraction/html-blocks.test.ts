import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readHtmlPage } from './html-blocks.ts'
import { BLANK_CELL } from './sheet-blocks.ts'

/** `kind text`, with the level of a heading. */
const told = (html: string) =>
  readHtmlPage(html).blocks.map(({ kind, level, text }) => `${kind}${level ?? ''} ${text}`)
const anchorsOf = (html: string) =>
  readHtmlPage(html).blocks.map(({ text, locator }) => [text, locator?.kind === 'anchor' && locator.anchor])

it('tells headings, paragraphs, lists in lists, code, quotes and captions in the order of the page', () => {
  expect(
    told(`<h1>Hours &amp; prices</h1><p>We  are
      open <b>daily</b>,<br>also on Sundays.</p>
      <ul><li>Adults<ul><li>Groups</ul><li><p>Children</p><p>up to 12</p></ul>
      <blockquote><p>A fine place.</p></blockquote>
      <figure><img src="a.png" alt="A hall"><figcaption>The hall</figcaption></figure>
      <pre>  if (open)\n    enter()</pre>`),
  ).toEqual([
    'heading1 Hours & prices',
    'paragraph We are open daily,\nalso on Sundays.',
    'list-item Adults',
    'list-item Groups',
    'list-item Children',
    'paragraph up to 12',
    'paragraph A fine place.',
    'paragraph The hall',
    'code   if (open)\n    enter()\n'.trimEnd(),
  ])
})

it('tells a term with what is said of it, and what a list leaves alone', () => {
  expect(
    told(`<dl><dt>Opening<dd>At nine<dt>Closing<dt>Last entry<dd><p>At five</p><p>Not on Mondays</p>
      <dt>May I bring a dog?<dd>Yes.<dt>Garden</dl>`),
  ).toEqual([
    'paragraph Opening: At nine',
    'paragraph Closing, Last entry: At five',
    'paragraph Not on Mondays',
    'paragraph May I bring a dog? Yes.',
    'paragraph Garden',
  ])
})

it('takes what opens for a question over its answer, where nothing else would stand below it', () => {
  expect(
    told(
      '<details><summary>Is it free?</summary><p>On Sundays.</p></details> <details><summary>B</summary>b</details>',
    ),
  ).toEqual(['heading6 Is it free?', 'paragraph On Sundays.', 'heading6 B', 'paragraph b'])
  expect(told('<details><summary>More</summary>much</details><p>Elsewhere</p>')).toEqual([
    'paragraph More',
    'paragraph much',
    'paragraph Elsewhere',
  ])
})

it('makes a paragraph of what only empty lines part', () => {
  expect(told('One<br>and<br> <br>two')).toEqual(['paragraph One\nand', 'paragraph two'])
})

it('leaves out what no reader sees', () => {
  expect(
    told(`<body style="visibility:hidden"><p>Seen</p><p hidden>a</p><p aria-hidden="true">b</p>
      <p style="color:red; display : none">c</p><script>d</script><style>e</style><template>f</template>
      <noscript>g</noscript><svg><title>h</title><text>i</text></svg><button>j</button>
      <select><option>k</select><textarea>l</textarea><dialog>m</dialog><!-- n -->
      <p hidden="until-found">Found</p>`),
  ).toEqual(['paragraph Seen', 'paragraph Found'])
})

it('reads what headings and tabs open, however closed', () => {
  expect(
    told(`<h3><button aria-expanded="false" aria-controls="a1">Do you ship?</button></h3>
      <div id="a1" hidden>To all of Europe.</div><div id="a2" hidden>x</div>
      <div role="tabpanel" aria-hidden="true">By bus</div>`),
  ).toEqual(['heading3 Do you ship?', 'paragraph To all of Europe.', 'paragraph By bus'])
})

it('reads the questions that are buttons, with the answers that they open', () => {
  expect(
    told(`<button class="accordion">When do you open?</button> <!-- --> <div class="panel">At nine.</div>
      <button aria-controls="p1">Is it free?</button><div id="p1" hidden>On Sundays.</div>
      <span><button aria-expanded="false">May I bring a dog?</button></span><p>No.</p>`),
  ).toEqual([
    ...[
      'paragraph When do you open?',
      'paragraph At nine.',
      'paragraph Is it free?',
      'paragraph On Sundays.',
    ],
    ...['paragraph May I bring a dog?', 'paragraph No.'],
  ])
})

it('writes powers so that they are no other numbers', () => {
  const powers = '10<sup>6</sup> of <b>2</b><sup><a href=x>8</a></sup>, 5 m<sup>2</sup>, 1<sup>st</sup>'
  expect(told(`<h2>${powers}</h2><p>${powers}</p><table><tr><td>${powers}<td>x</table>`)).toEqual([
    'heading2 10^6 of 2^8, 5 m2, 1st',
    'paragraph 10^6 of 2^8, 5 m2, 1st',
    'table-row 10^6 of 2^8, 5 m2, 1st\tx',
  ])
})

it('tells each row of a table with tabs, in every cell what its span covers, several heads as one', () => {
  expect(
    told(`<table><caption>Prices</caption>
      <tfoot><tr><td>All taxes<td>in<td>cluded</tfoot>
      <thead><tr><th rowspan=2>Town<th colspan=2>2026<tr><th>Q1<th>Q2</thead>
      <tr><td rowspan=2>Lyon<td>1<td><p>two</p><p>three</p><tr><td><td>4
      <tr><td colspan=3>North<tr><td>Lille<td colspan=2>closed<tr><td>Roubaix</table>`),
  ).toEqual([
    'paragraph Prices',
    'table-row Town\t2026 Q1\t2026 Q2',
    'table-row Lyon\t1\ttwo three',
    `table-row Lyon\t${BLANK_CELL}\t4`,
    'table-row North',
    'table-row Lille\tclosed\tclosed',
    `table-row Roubaix\t${BLANK_CELL}\t${BLANK_CELL}`,
    'table-row All taxes\tin\tcluded',
  ])
})

it('tells once what is long, however many cells it spans', () => {
  const long = 'x'.repeat(201)
  expect(told(`<table><tr><th>A<th>B<th>C<tr><td colspan=2>${long}<td>c</table>`)[1]).toBe(
    `table-row ${long}\t${BLANK_CELL}\tc`,
  )
})

it('reads a table that only puts things in their places as what stands in them', () => {
  expect(
    told(`<table><tr><td>Left<td><h2>News</h2><p>One</p></table>
      <table><tr><td>Menu<td><table><tr><td>a<td>b</table></table>
      <table role="presentation"><tr><td>x<td>y</table><table><tr><td>Alone</table>`),
  ).toEqual([
    'paragraph Left',
    'heading2 News',
    'paragraph One',
    'paragraph Menu',
    'table-row a\tb',
    'paragraph x',
    'paragraph y',
    'paragraph Alone',
  ])
})

it('says by which id a block is reached: its own, or that of the nearest heading above', () => {
  expect(
    anchorsOf(`<p>First</p><section id="prices"><h2>Prices<a href="#prices">¶</a></h2><p>Ten</p>
      <p id="kids">Five</p><ul><li>x<li id="dogs">y</ul></section>
      <h3><a name="old"></a>Old</h3><p>z</p><h3>None</h3><p>w</p><h2 id="with space">Bad</h2><p>v</p>`),
  ).toEqual([
    ['First', false],
    ['Prices', 'prices'],
    ['Ten', 'prices'],
    ['Five', 'kids'],
    ['x', 'prices'],
    ['y', 'dogs'],
    ['Old', 'old'],
    ['z', 'old'],
    ['None', 'prices'],
    ['w', 'prices'],
    ['Bad', false],
    ['v', false],
  ])
})

it('tells title, language, address and links of a page', () => {
  const page = readHtmlPage(`<html lang="de"><head><title> Oper  &amp; Tanz </title>
    <link rel="canonical" href="https://a.example/x"><base href="/y/"></head>
    <body><svg><title>no</title></svg><nav><a href="b">B</a></nav><p>Text <a href="c">C</a><a href="b">B</a>`)
  expect(page).toMatchObject({
    ...{ title: 'Oper & Tanz', lang: 'de', canonical: 'https://a.example/x', base: '/y/' },
    links: ['b', 'c'],
  })
  expect(readHtmlPage('<meta property="og:title" content="Shared"><h1>Head</h1>').title).toBe('Shared')
  expect(readHtmlPage('<h2>Small</h2><h1>Head</h1>').title).toBe('Head')
  expect(readHtmlPage('<p>x')).toMatchObject({ title: null, lang: null, canonical: null, links: [] })
})

const word = fc.stringMatching(/^[a-z]{1,8}$/)
const { tree } = fc.letrec<{ tree: string }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'small', withCrossShrink: true },
    word.map(text => ` ${text} `),
    fc
      .array(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map(rows => `<table>${rows.map(cells => `<tr><td>${cells.join('<td>')}`).join('')}</table>`),
    fc
      .tuple(
        fc.constantFrom(
          ...['div', 'p', 'b', 'ul', 'li', 'h2', 'table', 'tr', 'td', 'dl', 'dt', 'dd', 'details', 'summary'],
          ...['blockquote', 'pre', 'section', 'span', 'figure', 'caption', 'tfoot', 'font'],
        ),
        fc.array(tie('tree'), { maxLength: 5 }),
        fc.boolean(),
      )
      .map(([name, inside, closes]) => `<${name}>${inside.join('')}${closes ? `</${name}>` : ''}`),
  ),
}))

it('loses no word of a page without furniture, however its tags are nested, and makes none up', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 8 }), trees => {
      const html = trees.join('')
      const wordsOf = (text: string) => (text.match(/[a-z]+/g) ?? []).toSorted()
      const written = wordsOf(html.replace(/<[^>]*>/g, ' '))
      const read = wordsOf(
        readHtmlPage(html)
          .blocks.map(({ text }) => text)
          .join(' '),
      )
      expect(read).toEqual(written)
    }),
    { numRuns: 300 },
  )
})
