import { expect, it } from 'vitest'
import { readHtmlPage } from './html-blocks.ts'

const textOf = (html: string) =>
  readHtmlPage(html)
    .blocks.map(({ text }) => text)
    .join('\n')
const links = (count: number) =>
  Array.from({ length: count }, (_, at) => `<li><a href="/p${at}">Menu entry ${at}</a></li>`).join('')
const prose = '<p>The museum is open from nine to five, and on Thursdays until eight in the evening.</p>'
const PROSE = 'The museum is open from nine to five, and on Thursdays until eight in the evening.'

it.each([
  ['main', `<nav>${links(9)}</nav><main>${prose}</main><div>Call us today</div>`],
  ['a role of main', `<div>Buy now</div><div role="main">${prose}</div>`],
  ['a main that a script shows', `<p>Loading</p><main style="display:none">${prose}</main>`],
  ['one article', `<div>Buy now</div><article>${prose}</article>`],
])('takes what stands in %s where most of the words do', (_, html) => {
  expect(textOf(html)).toBe(PROSE)
})

it('takes no small part of a page for all of it', () => {
  expect(textOf(`${prose}${prose}<main><p>Welcome</p></main>`)).toContain(PROSE)
  expect(textOf(`<article>${prose}</article><article><p>Two</p></article>`)).toContain('Two')
})

it.each([
  ['nav', `<nav><p>away</p></nav>`],
  ['a header', `<header><p>away</p></header>`],
  ['a footer', `<footer><p>away</p></footer>`],
  ['an aside of links', `<aside><p><a href="/a">away</a></p></aside>`],
  ['a search', `<search><p>away</p></search>`],
  ['a role of navigation', `<div role="navigation"><p>away</p></div>`],
  ['a role of banner', `<div role="banner"><p>away</p></div>`],
  ['a role of contentinfo', `<div role="contentinfo"><p>away</p></div>`],
  ['a role of search', `<form role="search"><p>away</p></form>`],
  ['a banner for cookies', `<div id="cookie-banner"><p>away, we use cookies</p></div>`],
  ['a menu without a name', `<ul><li>away</li>${links(9)}</ul>`],
  ['what is called a sidebar', `<div class="wide sidebar"><p>away</p></div>`],
  ['what is called a footer', `<div id="footer"><p>away</p></div>`],
  ['a menu and the heading above it', `<div><h3>away</h3><ul>${links(9)}</ul></div>`],
  ['a button', `<p><button>away</button></p>`],
  ['a button of a form', `<form><button>away</button><p></p></form>`],
  ['a button of a menu', `<button aria-haspopup="true" aria-expanded="false">away</button>`],
  ['a link to the text', `<a class="skip-link" href="#m">away</a>`],
])('leaves out %s', (_, html) => {
  expect(textOf(`${html}<div>${prose}</div>`)).toBe(PROSE)
  expect(textOf(`<div>${prose}</div>${html}`)).toBe(PROSE)
})

it('keeps an article’s own header, footer and notes, and the page’s header where its title stands there', () => {
  const article = `<article><header><p>By Ada</p></header>${prose}
    <aside><p>Bring your card.</p></aside><footer><p>Seen 3 May</p></footer></article>`
  expect(textOf(article)).toBe(`By Ada\n${PROSE}\nBring your card.\nSeen 3 May`)
  expect(textOf(`<header><nav>${links(3)}</nav><h1>Visit us</h1></header>${prose}`)).toBe(
    `Visit us\n${PROSE}`,
  )
  expect(textOf(`<header><h1>Visit us</h1></header><main>${prose}</main>`)).toBe(`Visit us\n${PROSE}`)
})

it('keeps the header and the footer of a section, which are not the page’s', () => {
  const section = `<section><header><h2>Groups</h2><p>Up to 30</p></header>${prose}<footer><p>Seen in May</p></footer></section>`
  expect(textOf(`${section}<footer><p>Imprint</p></footer>`)).toBe(`Groups\nUp to 30\n${PROSE}\nSeen in May`)
})

it('keeps a list of links that somebody wrote into the text, and no table of its own contents', () => {
  const list = `<ul>${links(4)}</ul>`
  const contents = list.replaceAll('href="/', 'href="#')
  expect(textOf(`<main>${prose}${list}</main>`)).toContain('Menu entry 3')
  expect(textOf(`<main>${prose}${contents}</main>`)).toBe(PROSE)
  expect(
    textOf(`${prose}<p>See <a href=a>a</a>, <a href=b>b</a> and <a href=c>c</a> before you come.</p>`),
  ).toContain('before you come')
})

it('never drops all of a page', () => {
  expect(textOf(`<nav>${links(9)}</nav>`)).toContain('Menu entry 8')
  expect(textOf(`<ul>${links(9)}</ul><p>All of it</p>`)).toContain('Menu entry 8')
  expect(textOf(`<div class="cookie-policy"><p>We keep one cookie.</p></div>`)).toContain('one cookie')
})

it('keeps what is called a footer inside of an article, and headings above what is kept', () => {
  expect(textOf(`<article>${prose}<div class="footer"><p>By Ada</p></div></article>`)).toContain('By Ada')
  expect(textOf(`<div><h3>Links</h3><p>Have a look</p><ul>${links(9)}</ul></div>${prose}`)).toContain('Links')
  expect(textOf(`<div><h3>Halls</h3></div>${prose}`)).toContain('Halls')
})

it('takes a page about cookies for no banner', () => {
  const policy = prose.repeat(30)
  expect(
    textOf(`<div>${policy}</div><div class="cookie-policy"><p>One cookie.</p>${policy}</div>`),
  ).toContain('One')
})

const forms =
  '<ul><li><a href="/a">Form for groups</a><li><a href="/b">Form for schools</a><li><a href="/c">Form for guests</a></ul>'
const pdfs = forms.replaceAll(/href="(.*?)"/g, 'href="$1.pdf"')
const staff = `<table><tr><th>Name<th>Mail<th>Call<tr><td>Ada<td><a href="/ada">ada.lovelace@museum.example</a><td><a href="tel:1">+44 20 7946 0001</a>
  <tr><td>Bo<td><a href="/bo">bo.diddley@museum.example</a><td><a href="/call">+44 20 7946 0002</a>
  <tr><td>Cy<td><a href="/cy">cy.twombly@museum.example</a><td><a href="/call">+44 20 7946 0003</a></table>`

it.each([
  ['a table of people', `<div><h2>Staff</h2>${staff}</div>`, 'Cy'],
  ['people by their addresses', `<ul>${links(3).replaceAll('/p', 'mailto:p')}</ul>`, 'Menu entry 2'],
  ['a list that a text announces', `<div><p>Please send these forms:</p>${forms}</div>`, 'schools'],
  ['files below a heading', `<div><h2>Downloads</h2>${pdfs}</div>`, 'Downloads\nForm for groups'],
  ['a note beside the text', '<aside class="note">Closed on 1 May</aside>', 'Closed on 1 May'],
])('keeps %s on a page that names no part its main one', (_, html, kept) => {
  for (const page of [html + prose, prose + html, `<h1>Visit us</h1>${prose}${html}${prose}`])
    expect(textOf(page)).toContain(kept)
})

it('takes links in the midst of the text for text, but for what is called a menu', () => {
  const within = (html: string) => textOf(`<h1>Visit us</h1>${prose}${html}<p>See you soon.</p>`)
  expect(within(`<div><h2>On other sites</h2>${forms}</div>`)).toContain('On other sites\nForm for groups')
  expect(within(`<div class="main-nav">${forms}</div>`)).not.toContain('Form')
  expect(textOf(`<p>Sites that we like</p>${forms}${prose}`)).toContain('Form for groups')
  expect(textOf(`<h1>Visit us</h1>${prose}${forms}<p>© Museum</p>`)).not.toContain('Form')
})
