/** Control words that stand for a character. (RTF 1.9.1, "Special Characters".) */
export const CHARACTERS = new Map<string, string>([
  ...([
    ['tab', '\t'],
    ['line', '\n'],
    ['softline', '\n'],
    ['page', '\n'],
    ['column', '\n'],
    ['lbr', '\n'],
  ] as const),
  ...([
    ['emdash', '—'],
    ['endash', '–'],
    ['bullet', '•'],
    ['lquote', '‘'],
    ['rquote', '’'],
  ] as const),
  ...([
    ['ldblquote', '“'],
    ['rdblquote', '”'],
    ['emspace', ' '],
    ['enspace', ' '],
    ['qmspace', ' '],
  ] as const),
  ...([
    ['~', '\u00a0'],
    ['_', '-'],
  ] as const),
])

/** Groups that are no text. Whatever else is marked as optional (`\*`) and not known here is none either. */
export const UNREAD_GROUPS = wordsOf(`
  colortbl filetbl revtbl listtable listoverridetable rsidtbl xmlnstbl latentstyles themedata
  colorschememapping datastore pict fldinst pntext listtext pntxta pntxtb nonesttables annotation
  atnid atnauthor xe tc txe rxe bkmkstart bkmkend shprslt nonshppict sp mmathPict mctrlPr ftnsep
  ftnsepc ftncn aftnsep aftnsepc aftncn pgptbl`)

/** Groups that are marked as optional and are text, or hold some. */
export const OPTIONAL_TEXT = new Set([
  'shpinst',
  'ud',
  'nesttableprops',
  'moMath',
  'moMathPara',
  'do',
  'shpgrp',
])

/** Groups that tell something of their own, beside the paragraph in which they stand. */
export const ASIDE_GROUPS = new Set(['footnote', 'shptxt', 'dptxbxtext', 'result'])

export const EDGE_GROUPS = new Set([
  ...['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'],
])

/** The code page of each character set that a font may have; all others use that of the text. */
const CHARSET_PAGES = new Map<number, number>([
  ...([
    [0, 1252],
    [77, 10000],
    [128, 932],
    [129, 949],
    [134, 936],
    [136, 950],
    [161, 1253],
    [162, 1254],
    [163, 1258],
  ] as const),
  ...([
    [177, 1255],
    [178, 1256],
    [186, 1257],
    [204, 1251],
    [222, 874],
    [238, 1250],
    [254, 437],
    [255, 850],
  ] as const),
])

export function pageOfCharset(charset: number): number | undefined {
  return CHARSET_PAGES.get(charset)
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.replaceAll('\n', ' ').split(' ').filter(Boolean))
}
