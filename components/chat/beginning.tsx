import type { Bot } from '#lib/core/bots/bot.ts'

/** How a conversation begins: the greeting, and what may be asked. */
export function Beginning({ bot, onAsk }: { bot: Bot; onAsk: (question: string) => void }) {
  return (
    <div className="grid animate-appear gap-4">
      <p className="text-answer" dir="auto">
        {bot.greeting || 'Ask what your visitors will ask. Each answer shows where it is written.'}
      </p>
      {bot.suggestedQuestions.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label="Suggested questions">
          {[...new Set(bot.suggestedQuestions)].map(question => (
            <li key={question}>
              <button
                type="button"
                onClick={() => onAsk(question)}
                dir="auto"
                className="min-h-9 touchable rounded-full border border-line bg-card px-3.5 py-1.5 text-left text-small transition-colors hover:border-control"
              >
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
