const PEOPLE = [
  'The curator',
  'A volunteer',
  'The night guard',
  'A school class',
  'The restorer',
  'An archivist',
]
const DEEDS = ['opens', 'cleans', 'records', 'moves', 'lends', 'repairs', 'photographs', 'inspects']
const THINGS = [
  'lantern',
  'anchor',
  'sextant',
  'ledger',
  'compass',
  'sail',
  'figurehead',
  'chart',
  'barometer',
  'oar',
]
const PLACES = ['harbour hall', 'tide room', 'rope loft', 'map cabinet', 'boat shed', 'signal tower']
const SENTENCES = 8

/** A text that is cut into as many passages, each about a thing of its own number. */
export function manual(passages: number): string {
  return Array.from({ length: passages }, (_, at) => section(at)).join('\n\n')
}

/** No two alike, so that none is answered from memory. */
export function question(number: number): string {
  return `How is ${thing(number)} in the ${pick(PLACES, number)} looked after, case ${number}?`
}

/** Between half a passage and a whole one, so that no two sections share one. */
function section(at: number): string {
  const sentences = Array.from(
    { length: SENTENCES },
    (_, n) =>
      `${pick(PEOPLE, at * 5 + n)} ${pick(DEEDS, at * 3 + n * 7)} ${thing(at)} in the ${pick(PLACES, at + n)} on day ${(at * 31 + n * 13) % 365}.`,
  )
  return sentences.join(' ')
}

function thing(number: number): string {
  return `${pick(THINGS, number)} ${number}`
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length]!
}
