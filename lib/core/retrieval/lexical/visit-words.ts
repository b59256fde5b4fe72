import { fold, isAscii } from './fold.ts'
import { splitUnspaced, UNSPACED_FROM } from './split-unspaced.ts'

/**
 * `word`: letters and digits between two breaks, to be brought to a stem; `exact`: a code, number, address or
 * pair of characters, as it is; `part`: of a number or code, so that a question for the part finds the
 * whole, but a question for the whole need not look for it.
 */
export type Kind = 'word' | 'exact' | 'part'

/** `form` is folded and in lower case, at most `MAX_TERM` UTF-16 units; `acronym`: all written in capitals. */
export type Visit = (form: string, kind: Kind, acronym: boolean) => void

/**
 * Every form by which a text is to be found, in order. Codes (`AB-1234`, `v2.3.1`, `a.b@c.de`, a URL, a date)
 * are found whole, however they are hyphenated, and by their parts.
 */
export function visitWords(text: string, visit: Visit): void {
  const plain = fold(text).replace(SPACED_NUMBER, number => number.replaceAll(' ', "'"))
  const ascii = isAscii(plain)
  for (const chain of plain.match(ascii ? ASCII_CHAIN : CHAIN) ?? []) {
    if ((ascii ? ASCII_WORD : ONE_WORD).test(chain)) visitWord(chain, visit)
    else visitChain(chain, visit)
  }
}

/** Nothing a person searches for is longer; runs of noise are. A word is found by its beginning. */
const MAX_TERM = 64

/** Letters and digits, and what holds them together when it stands between two of them. */
const CHAIN =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:[-_.@/&'+]|(?<=\p{N})[,:](?=\p{N}))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*(?:\+\+|#)?/gu
/** The same where there are only ASCII characters: several times faster. */
const ASCII_CHAIN = /[A-Za-z0-9]+(?:(?:[-_.@/&'+]|(?<=[0-9])[,:](?=[0-9]))[A-Za-z0-9]+)*(?:\+\+|#)?/g
const ASCII_WORD = /^[A-Za-z0-9]+$/
const ONE_WORD = /^[\p{L}\p{N}\p{M}]+$/u
/** `1 000 000`, as the French and the metric system write it; `fold` made the narrow space a plain one. */
const SPACED_NUMBER = /(?<![\p{N}.,:/-])\d{1,3}(?: \d{3})+(?!\p{N})/gu

function visitWord(word: string, visit: Visit): void {
  if (hasUnspaced(word)) splitUnspaced(word, (run, kind) => visit(cut(run.toLowerCase()), kind, false))
  else visit(cut(word.toLowerCase()), 'word', word.length > 1 && word === word.toUpperCase())
}

function visitChain(chain: string, visit: Visit): void {
  const wholes = chain.split(/([@/])/)
  for (let at = 0; at < wholes.length; at += 2) wholes[at] = visitPiece(wholes[at]!, visit, wholes.length > 1)
  if (wholes.length > 1) visitWhole(wholes.join(''), visit)
}

/** Between `@` and `/`: `www.example.com`, `AB-1234`, `R&D`, `C++`. Returns the form it has as a whole. */
function visitPiece(piece: string, visit: Visit, ofLonger: boolean): string {
  const atoms = piece.split(/([-_&+:]|#$)/)
  for (let at = 0; at < atoms.length; at += 2)
    atoms[at] = visitAtom(atoms[at]!, visit, ofLonger || atoms.length > 1)
  if (atoms.length === 1) return atoms[0]!
  const whole = joinHyphens(atoms)
  visitWhole(whole, visit)
  return whole
}

/** `AB-1234` is also written AB1234, and e-mail email; but pages 10-12 are not number 1012. */
function joinHyphens(atoms: string[]): string {
  const whole = atoms.join('')
  const digits = whole.replace(/[^\p{N}]/gu, '')
  const numbersOnly = /^[\p{N}\-_]+$/u.test(whole)
  return numbersOnly && digits.length < LONG_NUMBER ? whole : whole.replace(/[-_]/g, '')
}
/** Dates and telephone numbers are as long, and are typed with and without hyphens. */
const LONG_NUMBER = 7

/** Without hyphens: a word, a number, `don't`, `v2.3.1`, `U.S.A`. Returns the form it has as a whole. */
function visitAtom(atom: string, visit: Visit, ofLonger: boolean): string {
  if (atom === '') return ''
  if (ONE_WORD.test(atom)) {
    visitWord(atom, visit)
    return atom.toLowerCase()
  }
  if (NUMBER.test(atom)) return visitNumber(atom, visit)
  if (atom.includes("'")) return visitApostrophe(atom.split("'"), visit, ofLonger)
  const parts = atom.split('.')
  if (parts.every(part => part.length === 1)) {
    const letters = parts.join('').toLowerCase()
    visit(cut(letters), 'word', true)
    return letters
  }
  const whole = atom
    .toLowerCase()
    .replace(/^v(?=\p{N})/u, '')
    .replace(/^www\./, '')
  for (const part of parts) {
    if (DIGITS.test(part)) visit(cut(part), 'part', false)
    else visitWord(part, visit)
  }
  if (!ofLonger || whole.includes('.')) visitWhole(whole, visit)
  return whole
}

const DIGITS = /^\p{N}+$/u
const NUMBER = /^\p{N}+(?:[.,':]\p{N}+)+$/u

/** `1,000`, `1.000` and `1'000` are 1000; `3,14` is 3.14; `1.000,50` is 1000.50; `2.3.1` and `12:30` stay. */
function visitNumber(number: string, visit: Visit): string {
  const parts = number.split(/[.,':]/)
  const marks = number.replace(/\p{N}/gu, '')
  for (const part of parts) visit(cut(part), 'part', false)
  const form = numberForm(parts, marks)
  visitWhole(form, visit)
  return form
}

function numberForm(parts: string[], marks: string): string {
  const last = marks.at(-1)!
  const grouped = (from: string[]) =>
    from[0]!.length <= 3 && from[0] !== '0' && from.slice(1).every(part => part.length === 3)
  if (marks.includes(':')) return parts.join(':')
  if (marks === last.repeat(marks.length)) return grouped(parts) ? parts.join('') : parts.join('.')
  const thousands = parts.slice(0, -1)
  return grouped(thousands) ? `${thousands.join('')}.${parts.at(-1)}` : parts.join('.')
}

/** `John's` is John, `don't` dont, `l'eau` eau, `they're` they, `O'Brien` both Obrien and Brien. */
function visitApostrophe(parts: string[], visit: Visit, ofLonger: boolean): string {
  const lower = parts.map(part => part.toLowerCase())
  const [first, last] = [lower[0]!, lower.at(-1)!]
  if (parts.length === 2 && ENDINGS.has(last)) return visitAtom(parts[0]!, visit, ofLonger)
  if (parts.length === 2 && ELISIONS.has(first)) return visitAtom(parts[1]!, visit, ofLonger)
  const whole = lower.join('')
  visit(cut(whole), 'word', false)
  if (last.length > 2) for (const part of parts.slice(first.length > 2 ? 0 : 1)) visitAtom(part, visit, true)
  return whole
}

const ENDINGS = new Set(['s', 're', 've', 'll', 'd', 'm'])
const ELISIONS = new Set(
  `l d c j m n s t qu jusqu lorsqu puisqu quoiqu quelqu un all dell nell sull dall coll quell quest sant bell
  cos`.split(/\s+/),
)

function visitWhole(whole: string, visit: Visit): void {
  if (whole.length <= MAX_TERM) visit(whole, /^\p{L}+$/u.test(whole) ? 'word' : 'exact', false)
}

function hasUnspaced(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) >= UNSPACED_FROM) return true
  return false
}

/** Not between the halves of a surrogate pair. */
function cut(form: string): string {
  return form.length <= MAX_TERM ? form : form.slice(0, MAX_TERM).replace(/[\ud800-\udbff]$/, '')
}
