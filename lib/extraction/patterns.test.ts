import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { TOO_DEEP } from './markdown-depth.ts'
import { tableRows } from './markdown-table.ts'
import { joinLines, vocabularyOf } from './pdf-hyphens.ts'

/** What is repeated until a text is long enough, and what then ends it. */
type Worst = readonly [repeated: string, end?: string, start?: string]

/** Of each pattern the text on which it looks longest in vain. */
const worstCases: Record<string, Record<string, Worst>> = {
  'aligned-table.ts': {
    '/(?<![.!?:;,]) {2,}|(?<=[.!?:;,]) {3,}/g': [',  x'],
    '/^(?=[\\s|+=_-]*?[-=_]{3})[\\s|+=_-]*$/': ['-', 'x'],
    '/^\\s{3,}\\S/': [' '],
  },
  'csv.ts': { '/^\\ufeff/': ['\ufeff'], '/^sep=(.)\\r?\\n/': ['\r', '', 'sep='] },
  'drawing-text.ts': { '/\\s+/g': [' ', 'x'] },
  'epub-package.ts': { '/#.*/s': ['#', 'x'] },
  'odt-text.ts': { '/[ \\t\\r\\n]+/g': [' ', 'x'] },
  'rtf-reader.ts': {
    '/^[\\x20-\\x7e\\t]*$/': ['x', '\x7f'],
    '/^\\s*heading ([1-9])\\b/i': [' '],
    '/^\\s*title\\s*;?$/i': [' ', 'x', 'title'],
  },
  'xlsx.ts': { '/<a:t>\\s{0,100}[^\\s<]/': [`<a:t>${' '.repeat(101)}`] },
  'xml-tree.ts': {
    '/(?<![^\\s"\'])([^\\s"\'=]+)\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\')/g': ['x', ' ', 'x="'],
    '/^[^\\s/]+/': ['x'],
    '/&(?:#(\\d{1,7})|#[xX]([\\da-fA-F]{1,6})|([a-z]{2,4}));/g': ['&#1234567'],
  },
  'docx-styles.ts': {
    '/<w:style\\b/': ['<w:style_'],
    '/\\bw:styleId="([^"]*)"/': ['w:styleId=', 'x', 'w:styleId="'],
    '/\\bw:type="paragraph"/': ['w:type="paragraph'],
    '/<w:basedOn w:val="([^"]*)"/': ['<w:basedOn w:val=', 'x', '<w:basedOn w:val="'],
    '/<w:name w:val="([^"]*)"/': ['<w:name w:val=', 'x', '<w:name w:val="'],
    '/^heading ([1-9])$/': ['heading 1'],
    '/<w:outlineLvl w:val="([0-8])"/': ['<w:outlineLvl w:val="1'],
  },
  'eml.ts': {
    '/ ?\\([^()]*\\)$/': [' (x', '.'],
    '/signature$/': ['signature', 'x'],
    '/charset\\s{0,20}=\\s{0,20}["\']?([\\w.:-]{2,40})/i': ['charset= '],
    '/^utf-?8$/i': ['utf-8'],
    '/\\n\\r?\\n/': ['\n\r'],
    '/^--/m': ['\n-'],
    '/^content-type:[^\\n]{0,1000}(?:\\n[ \\t][^\\n]{0,1000}){0,20}/gim': ['content-type:\n '],
    '/;\\s{0,20}format\\s{0,20}=\\s{0,20}"?flowed/i': [';format= '],
    '/;\\s{0,20}delsp\\s{0,20}=\\s{0,20}"?yes/i': [';delsp= '],
  },
  'html-anchors.ts': { '/\\s/': ['x'] },
  'html-blocks.ts': {
    '/\\s+/g': [' ', 'x'],
    '/[?:!.]$/': ['?', 'x'],
    '/\\n[\\n ]*\\n/': [' ', 'x', '\n'],
    '/ +/g': [' '],
    '/ ?\\n ?/g': [' '],
  },
  'html-facts.ts': { '/(?:^|\\s)canonical(?:\\s|$)/i': [' canonical_'], '/\\s+/g': [' ', 'x'] },
  'html-main.ts': {
    '/(?:^|[\\s_-])(?:nav|navigation|menu)(?:$|[\\s_-])/i': ['-navigatio'],
  },
  'html-outline.ts': {
    '/(?:^|[\\s_-])(?:cookies?|consent|gdpr|onetrust|cookiebot)(?:$|[\\s_-])/i': ['-cookies'],
    '/^\\s*(?:mailto|tel|sms):/i': [' ', 'x'],
    '/\\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|zip|epub|ics)(?:[?#]|\\s*$)/i': [' ', 'x', '.pdf'],
    '/^\\s*(?:©|\\(c\\)|copyright|all rights)/i': [' ', 'x'],
    '/[\\p{L}\\p{N}]/u': ['.'],
  },
  'html-shown.ts': {
    '/(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)/i': [' ', 'x', ';display:'],
    '/^[#¶§🔗\\u200b\\s]*$/u': ['#', 'x'],
    '/\\bskip/i': ['skis '],
    '/\\s+/': [' ', 'x'],
  },
  'html-tree.ts': { '/\\s+/': [' ', 'x'] },
  'html.ts': {
    '/^\\ufeff/': ['\ufeff'],
    '/<meta\\s[^>]{0,500}/gi': ['<meta '],
    '/charset\\s*=\\s*["\']?\\s*([\\w.:-]{2,40})/i': ['charset= '],
  },
  'json-blocks.ts': {
    '/\\n[ \\t\\r\\n]*\\n/': [' ', 'x', '\n'],
    '/<\\/(?:p|div|span|ul|ol|li|dl|h[1-6]|table|a|b|i|u|em|strong|blockquote|pre|code)\\s*>|<br\\s*\\/?>/i':
      [' ', 'x', '</p'],
  },
  'json.ts': { '/^\\ufeff/': ['\ufeff'], '/\\r?\\n/': ['\r'] },
  'mail-text.ts': {
    '/^> ?\\d/': ['> '],
    '/^\\s*(?:[-*•]|\\d{1,3}[.)])\\s/': [' ', 'x'],
    '/https?:\\/\\/\\S+/g': ['https://'],
    '/ /g': [' '],
    '/\\r?\\n|\\r/': ['x'],
    '/^(?:> ?)+/': ['> ', 'x'],
    '/\\s+/g': [' ', 'x'],
  },
  'markdown-table.ts': {
    '/\\r?\\n/': ['\r'],
    '/^[ \\t|:-]*$/': ['| - ', 'x'],
    '/^:?-+:?$/': ['-', 'x'],
    '/^\\|/': ['|'],
    '/(?<!\\\\)\\|$/': ['|', 'x'],
    '/(?<!\\\\)\\|/': ['\\|'],
  },
  'markdown.ts': {
    '/^\\ufeff/': ['\ufeff'],
    '/^---[ \\t]*\\r?\\n([\\s\\S]*?)\\r?\\n(?:---|\\.\\.\\.)[ \\t]*(?:\\r?\\n|$)/': [
      '---   \t',
      'x',
      '---\n\n',
    ],
    '/^[\\w-]+[ \\t]*:/m': ['-', ' '],
    '/^title[ \\t]*:[ \\t]*(?:"(.*)"|\'(.*)\'|(.*))[ \\t]*$/im': ['" ', 'x', 'title: "'],
    '/^\\[[ xX]\\]\\s+/': [' ', '', '[ ]'],
    '/^<br\\s*\\/?>$/i': [' ', '', '<br'],
    '/<!--[\\s\\S]*?(?:-->|$)/g': ['<!--'],
    '/<(script|style)\\b[\\s\\S]*?(?:<\\/\\1\\s*>|$)/gi': ['</script   ', '', '<script>'],
    '/<\\/?[a-zA-Z][^<>]*>/g': ['<a '],
    '/[ \\t]+/g': [' '],
    '/\\s+/g': ['\f', 'x'],
    '/[:,;]$|\\n/': [':', 'x'],
  },
  'pdf-headings.ts': { '/\\p{L}{2}/u': ['x '], '/[.,;]$/': ['.', 'x'] },
  'pdf-hyphens.ts': {
    '/(?<!\\S)\\S+-$/': ['x-', 'x'],
    '/[\\p{L}\\p{M}]+(?:-[\\p{L}\\p{M}]+)*/gu': ['x-'],
    '/(?<![\\p{L}\\p{M}]-?)([\\p{L}\\p{M}]+(?:-[\\p{L}\\p{M}]+)*)[-\\u2010\\u00ad]$/u': ['x-', '.'],
    '/^\\p{Ll}[\\p{L}\\p{M}]*/u': ['x'],
    '/[\\p{L}\\p{N}][-\\u2010]$/u': ['x-', '.'],
    '/[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff65]$/u': [
      '\u3000',
      'x',
    ],
    '/^[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff65]/u': ['\u3000'],
  },
  'pdf-page.ts': { '/bold|black|heavy|semibold|demi|cmbx/i': ['semibolb'] },
  'pdf-paragraphs.ts': {
    '/^\\p{Ll}/u': ['x'],
    '/^\\S+/': ['x'],
    '/^[\\p{Ll}\\p{Mn}(,;]/u': ['('],
    '/[.!?:。！？]["\'”’)\\]]?$/': ['.)', 'x'],
    '/^(?:[•▪■●○◦‣∙·–—*-]|\\uf0b7|\\(?(?:\\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$/': ['iv'],
    '/^(?:[•▪■●○◦‣∙\\uf0b7]\\s*|(?:[–-]|\\(?\\d{1,3}[.)])\\s+)\\S/': [' ', '', '-'],
  },
  'pdf-rows.ts': { '/\\s+/g': [' ', 'x'] },
  'pdf.ts': { '/\\.\\w{2,5}$|^untitled|^microsoft word|^\\(?anonymous\\)?$/i': ['.docxx'] },
  'plausible-text.ts': {
    '/[aeiouà-æè-ïò-öø-ýÿą-ąęėēīōőūůűœ]/gi': ['x'],
    '/\\s+/g': [' ', 'x'],
    '/[\\p{L}\\p{M}\\p{N}]/gu': ['.'],
    '/(?<![\\p{L}\\p{N}])[a-zà-ÿ]{4,}(?![\\p{L}\\p{N}])/giu': ['x', '1'],
    '/^\\s*Please wait\\b/i': [' ', 'Please'],
    '/\\bAdobe\\b/i': ['Adobes '],
    '/\\bReader\\b/i': ['Readers '],
  },
  'sheet-blocks.ts': { '/\\s+/g': [' ', 'x'] },
  'signatures.ts': {
    '/^(?:\\xef\\xbb\\xbf)?\\s*/': [' '],
    '/^(?:from|to|cc|subject|date|sender|reply-to|received|return-path|delivered-to|message-id|mime-version|content-type|dkim-signature|x-[a-z-]+)[ \\t]*:/gim':
      ['x-', ' ', 'x-'],
    '/^(?:From |[!-9;-~]+[ \\t]*:)/': ['x', ' '],
    '/\\r?\\n\\r?\\n/': ['\r\n '],
  },
  'text-builder.ts': {
    '/(?<![ \\t])[ \\t]+\\n/g': [' ', 'x'],
    '/^\\s*\\n/': [' '],
    '/\\n{2,}/g': ['\n', 'x'],
    '/\\s+/g': [' ', 'x'],
  },
  'text-line.ts': { '/^\\d$/': ['1', 'x'] },
  'text.ts': {
    '/\\r\\n|[\\n\\r\\u2028\\u2029\\f]/': ['x'],
    '/^\\s*(?:={3,}|-{3,}|~{3,}|\\*{3,}|_{3,})\\s*$/': ['=', 'x'],
    '/^(?:§ ?)?(\\d{1,2})[.):]\\s+\\p{Lu}|^[IVX]{1,5}\\.\\s+\\p{Lu}/u': [' ', '', '1.'],
    '/^(?:§|(?:article|section|chapter|part|artikel|abschnitt|kapitel)\\s) ?\\d{1,2}\\b/i': ['1', '', '§ '],
    '/^(\\d{1,2})\\s+\\p{Lu}/u': [' ', '', '1'],
    '/^(?:dear|hello|hi|kind|best|warm|yours|regards|sincerely|sehr|liebe[r]?|mit freundlichen)\\b/i': [
      'liebe',
    ],
    '/^(?:[-*•‣◦▪–—·]|\\(?[a-z][.)])\\s/': ['(a'],
    '/[.!?:;,]$/': ['.', 'x'],
    '/\\t| {3}/': ['  x'],
    '/\\?$/': ['?', 'x'],
    '/^\\p{Lu}/u': ['x'],
    '/^[\\p{Lu}\\p{N}§]/u': ['x'],
    '/\\d{3}|[@/|]/': ['12x'],
    '/^\\s*\\p{Lu}/u': [' '],
    '/^\\s*(\\d{1,2})[.)]?\\s+\\p{Lu}/u': [' ', '', '1'],
    '/^\\s*(\\d{1,2})\\.1\\b/': [' '],
    '/^[\\p{Lu}\\p{N}]/u': ['x'],
    '/\\p{L}/gu': ['x'],
  },
  'clean-text.ts': {
    '/^[\\t\\n\\x20-\\x7e]*$/': ['x', '\x7f'],
    '/\\r\\n?|[\\u2028\\u2029\\v\\f\\x85]/g': ['\r'],
    '/\\p{Zs}/gu': ['x'],
    '/[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u200b\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff\\u{e0000}-\\u{e007f}]|\\p{Surrogate}/gu':
      ['\ud83d\ude00'],
  },
}

/** Names of encodings, of files inside an archive, of the system: nothing of any length. */
const NOT_OF_A_TEXT = new Set([
  '/^utf|ebcdic|^ibm/i',
  '/\\.(xml|rels)$/i',
  '/^VmRSS:\\s+(\\d+) kB/m',
  '/^[^/]+\\/content\\.xml$/',
  '/\\.(x?html?|xht|opf|ncx)$/i',
  '/^mimetype$|\\.(?:opf|ncx|xml|x?html?|xht)$/i',
  '/^word\\/charts\\//',
  '/^ppt\\/charts\\//',
  '/^ppt\\/.*\\.(?:xml|rels)$/',
  '/^ppt\\/(?:charts|embeddings|theme|tags|customXml)\\//',
  '/^xl\\/(?:charts|chartsheets)\\//',
  '/^xl\\/drawings\\/[^/]+\\.xml$/',
  '/^(?:sheet|table|tabelle|feuil|feuille|hoja|foglio|blad|planilha|ark|list|munka)\\s?\\d*$/i',
])

/** In the order of `TOO_DEEP`. */
const depthCases: Worst[] = [['>  ', 'x'], [' ', 'x'], [' ', 'x', '-'], [`${'('.repeat(199)} `]]

test('of every pattern of the readers the worst case is known', () => {
  const known = Object.entries(worstCases).map(([file, cases]) => [file, Object.keys(cases).sort()])
  expect(Object.fromEntries(patternsOfTheReaders())).toEqual(Object.fromEntries(known))
})

const cases = Object.entries(worstCases).flatMap(([file, patterns]) =>
  Object.entries(patterns).map(([source, worst]) => [file, source, worst] as const),
)

test.each(cases)('%s: %s takes time in proportion to the text', (_file, source, worst) => {
  const [, body, flags] = /^\/(.*)\/(\w*)$/.exec(source)!
  expectLinear(tryOut(new RegExp(body!, flags)), worst)
})

test.each(TOO_DEEP.map((pattern, at) => [pattern, depthCases[at]!] as const))(
  '%s takes time in proportion to the text',
  (pattern, worst) => expectLinear(tryOut(pattern), worst),
)

test.each<[string, (text: string) => unknown, Worst]>([
  ['a row of a Markdown table', text => tableRows(`|\n${text}`), [' ', 'x']],
  ['the words of a line', text => vocabularyOf([text]), ['x']],
  ['the lines of a paragraph', text => joinLines(text.split('\n'), new Set()), ['x\n']],
])('%s: takes time in proportion to the text', (_what, run, worst) => {
  expectLinear(run, worst)
})

test('a list inside a list is no riddle', () => {
  for (const pattern of TOO_DEEP) expect(pattern.test(`${'-  '.repeat(63)}x`)).toBe(false)
  expect(TOO_DEEP.some(pattern => pattern.test(`${'-  '.repeat(64)}x`))).toBe(true)
})

const KILOBYTE = 1_024
/** Four times the text: 4 is in proportion, 16 its square. */
const MOST_FOR_FOUR_TIMES = 8
/** In microseconds: below it, the clock says more of itself than of the pattern. */
const SHORTEST_MEASURE = 2_000
const TRIES = 5

/** Four times the text and again: what is out of proportion fails before it is asked to take minutes. */
function expectLinear(run: (text: string) => unknown, worst: Worst): void {
  for (const kilobytes of [12.5, 50]) {
    const small = textOf(worst, kilobytes * KILOBYTE)
    const large = textOf(worst, kilobytes * KILOBYTE * 4)
    const growth = () => timeOf(run, large) / timeOf(run, small)
    // What takes next to no time is told with a slip now and then; what grows out of proportion does so each time.
    let least = growth()
    for (let again = 1; again < TRIES && least >= MOST_FOR_FOUR_TIMES; again++)
      least = Math.min(least, growth())
    expect(least).toBeLessThan(MOST_FOR_FOUR_TIMES)
  }
}

/** Of the processor, in microseconds for one run, the best of several. */
function timeOf(run: (text: string) => unknown, text: string): number {
  let runs = 1
  while (measure(run, text, runs) < SHORTEST_MEASURE) runs *= 2
  return Math.min(...Array.from({ length: TRIES }, () => measure(run, text, runs))) / runs
}

function measure(run: (text: string) => unknown, text: string, runs: number): number {
  const before = process.cpuUsage()
  for (let count = 0; count < runs; count++) run(text)
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function textOf([repeated, end = '', start = '']: Worst, length: number): string {
  return start + repeated.repeat(length / repeated.length) + end
}

function tryOut(pattern: RegExp): (text: string) => unknown {
  return pattern.global ? text => text.replace(pattern, '') : text => pattern.test(text)
}

/** As they stand in the sources, by file; one that is put together stands in `TOO_DEEP`. */
function patternsOfTheReaders(): [string, string[]][] {
  const files = readdirSync(import.meta.dirname)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'markdown-depth.ts')
    .map(name => join(import.meta.dirname, name))
  return [...files, join(import.meta.dirname, '../core/clean-text.ts')]
    .map((path): [string, string[]] => [basename(path), patternsIn(path)])
    .filter(([, patterns]) => patterns.length > 0)
}

function patternsIn(path: string): string[] {
  const found = new Set<string>()
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, raw, regex, callee } = node as Record<string, unknown>
    if (type === 'Literal' && regex && !NOT_OF_A_TEXT.has(String(raw))) found.add(String(raw))
    if (type === 'NewExpression' && (callee as { name?: string }).name === 'RegExp') found.add('new RegExp')
    for (const part of Object.values(node)) look(part)
  }
  look(parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }))
  return [...found].sort()
}
