import type { BotView } from '#lib/core/contract/bots.ts'
import { QuestionChips } from './question-chips.tsx'

/** How a conversation begins: the greeting, and what may be asked. */
export function Beginning({ bot, onAsk }: { bot: BotView; onAsk: (question: string) => void }) {
  return (
    <div className="grid animate-appear gap-4">
      <p className="text-answer" dir="auto">
        {bot.greeting || 'Ask what your visitors will ask. Each answer shows where it is written.'}
      </p>
      <QuestionChips questions={bot.suggestedQuestions} onAsk={onAsk} />
    </div>
  )
}
