/** The words of a question as the documents know them. */
export interface QuestionWords {
  /** The question, with words that stand nowhere put as the documents write them. */
  text: string
  /** Those that are looked for, in the order of `text`, each once. */
  words: KnownWord[]
  /** How many passages there are. */
  passages: number
}

export interface KnownWord {
  /** As `text` writes it. */
  word: string
  /** How many passages have it, in any form; a word of names and headings only counts as in one. */
  passages: number
}
