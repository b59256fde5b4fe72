export interface Sentence {
  text: string
  /** A title, a label or a line that ends in a colon: says what follows, answers nothing alone. */
  isHeading: boolean
}

/**
 * Splits a passage into sentences, in order: first into blocks (paragraphs, list items, headings), with the line
 * breaks that a PDF puts inside a sentence mended, then each block by Unicode's rules, mended at abbreviations.
 * List markers are dropped.
 */
export function splitSentences(passage: string): Sentence[] {
  return splitBlocks(passage).flatMap(block => {
    const sentences = mendAbbreviations(Array.from(SEGMENTER.segment(block), ({ segment }) => segment))
    const isItem = LIST_MARKER.test(block) && !block.startsWith('#')
    return sentences
      .map(sentence => sentence.replace(LIST_MARKER, '').replace(/\s+/g, ' ').trim())
      .filter(text => /[\p{L}\p{N}]/u.test(text))
      .map(text => ({ text, isHeading: !isItem && isHeading(text) }))
  })
}

/** Whether a sentence leans on the one before it: it begins with a pronoun or a "however". */
export function continues(text: string): boolean {
  return LEANING_START.test(text)
}

const LEANING_START =
  /^(?:(?:and|but|or|so)\s)?(?:it|its|they|their|them|he|his|she|her|this|these|those|such|however|also|er|sie|es|diese[rs]?|dies|il|elle|ils|elles|cela|esto?s?|ella|ellos|questo|questa|dit|deze|hij|zij|isso|ele|ela)\s/i
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' })
const LIST_MARKER = /^\s*(?:[-*•‣◦▪–—·]\s+|#{1,6}\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S))/
const ENDS_SENTENCE = /[.!?…。！？|]["'”’)\]]*$/
const ABBREVIATION =
  /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Mt|Ft|vs|etc|e\.g|i\.e|cf|ca|approx|est|no|nos|No|Nos|Nr|art|Art|fig|Fig|figs|sec|Sec|para|pp?|vol|Vol|ed|eds|al|Inc|Ltd|Co|Corp|Ave|Rd|Blvd|Tel|tel|max|min|incl|excl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Col|Lt|Rev|Hon|[zdu]|[zdu]\.\s?[Bha]|bzw|usw|ggf|Hr|Fr|Str|Mme|Mlle|M|Sra?|Dott|Sig|bijv|\p{Lu}(?:\.\p{Lu})*)\.\s*$/u
/** A longer line without a full stop is a sentence whose full stop was lost. */
const HEADING_WORDS = 9
/** A line this much shorter than the widest was ended on purpose. */
const SHORT_LINE = 0.6
/** Prose is set wider than this many characters; narrower lines are a list without markers. */
const NARROW = 36

function splitBlocks(passage: string): string[] {
  const lines = passage.split(/\r\n?|\n/).map(line => line.trim())
  const widest = Math.max(...lines.map(line => line.length))
  const blocks: string[] = []
  let open: string | undefined
  for (const [index, line] of lines.entries()) {
    if (line === '') {
      open = undefined
      continue
    }
    const before = lines[index - 1] ?? ''
    if (open === undefined || LIST_MARKER.test(line) || endsBlock(before, line, widest)) blocks.push(line)
    else if (/\p{L}[-\u00ad]$/u.test(open) && /^\p{Ll}/u.test(line))
      blocks.push(blocks.pop()!.slice(0, -1) + line)
    else blocks.push(`${blocks.pop()} ${line}`)
    open = blocks.at(-1)
  }
  return blocks
}

function endsBlock(before: string, line: string, widest: number): boolean {
  if (/[:|]$/.test(before)) return true
  const isShort = before.length < widest * SHORT_LINE || widest < NARROW
  return isShort && /^[\p{Lu}\p{N}"“(]/u.test(line) && !/[,;-]$/.test(before)
}

function mendAbbreviations(segments: string[]): string[] {
  const mended: string[] = []
  for (const segment of segments) {
    const before = mended.at(-1)
    const belongs =
      before !== undefined &&
      (ABBREVIATION.test(before) || /^\p{Ll}/u.test(segment) || /^\(?\d{1,2}[.)]\s*$/.test(before))
    if (belongs) mended.push(mended.pop() + segment)
    else mended.push(segment)
  }
  return mended
}

function isHeading(text: string): boolean {
  if (text.endsWith(':')) return true
  // "Monday: closed", "Adults €12", "09.00 to 17.30" are facts, however short.
  if (/:\s*\S|[€$£]|\d\D+\d/.test(text)) return false
  return !ENDS_SENTENCE.test(text) && text.split(' ').length <= HEADING_WORDS
}
