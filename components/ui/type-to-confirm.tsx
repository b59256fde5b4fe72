import { sameWords } from '#lib/client/same-words.ts'
import type { Question } from './confirm-dialog.tsx'

/** Asks for these words, however a phone writes them. */
export function typeToConfirm(words: string): Question {
  return {
    label: (
      <>
        Type <bdi className="font-semibold">{words}</bdi> to confirm
      </>
    ),
    refuse: typed => (sameWords(typed, words) ? undefined : 'That is not the same yet.'),
  }
}
