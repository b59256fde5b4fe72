import { formatCount } from '#lib/client/format.ts'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'

/** From here on it is said how much room is left. */
const COUNTS_FROM = MAX_QUESTION - 500

interface QuestionLengthProps {
  id: string
  question: string
}

/** How long a question is, once that matters, and by how much it is too long. */
export function QuestionLength({ id, question }: QuestionLengthProps) {
  const over = question.trim().length - MAX_QUESTION
  return (
    <p id={id} className={`text-tiny tabular-nums empty:hidden ${over > 0 ? 'text-bad' : 'text-muted'}`}>
      {question.length > COUNTS_FROM &&
        (over > 0
          ? `A question can have at most ${formatCount(MAX_QUESTION)} characters. Shorten it by ${formatCount(over)}.`
          : `${formatCount(question.length)} of ${formatCount(MAX_QUESTION)} characters`)}
    </p>
  )
}
