import { type HtmlElement, type HtmlNode, isElement, isText } from './html-tree.ts'

/** What a page shows by its height has to be written: 10 to the power of 6 is `10^6`, and not 106. */
export function powerSign(element: HtmlElement, before: string | undefined): string {
  if (element.tagName !== 'sup' || !isDigit(before?.at(-1))) return ''
  return isDigit(firstTextOf(element)[0]) ? '^' : ''
}

/** `<sup><a><b>2</b></a></sup>` */
const MOST_NESTED = 4

function firstTextOf(element: HtmlElement): string {
  let first: HtmlNode | undefined = element.childNodes[0]
  for (let step = 0; step < MOST_NESTED && first && isElement(first); step++) first = first.childNodes[0]
  return first && isText(first) ? first.value.trimStart() : ''
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
