/** The words of a question as the documents know them. */
export interface QuestionWords {
  /** The question, with words that stand nowhere put as the documents write them. */
  text: string
  /** Those that are looked for, in the order of `text`, each once. */
  words: KnownWord[]
  /** How many passages there are. */
  passages: number
  /** What people say for those of its words that stand nowhere, where there are such; stems. */
  others?: string[]
}

/** What is looked for by words. */
export function searchedText({ text, others = [] }: QuestionWords): string {
  return [text, ...others].join(' ')
}

export interface KnownWord {
  /** As `text` writes it. */
  word: string
  /** How many passages have it, in any form; a word of names and headings only counts as in one. */
  passages: number
}
