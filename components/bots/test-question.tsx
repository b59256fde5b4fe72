'use client'
import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { askTestQuestion } from '#lib/client/test-question-api.ts'
import { testSummary } from '#lib/client/test-question-words.ts'

/** Whether the language model answers, how fast, and for how much: asked and seen in place. */
export function TestQuestion({ botId }: { botId: string }) {
  const { mutate, data: answer, error, isPending } = useMutation({ mutationFn: () => askTestQuestion(botId) })
  const problem = error ? describeProblem(error) : answer?.problem
  return (
    <div className="grid gap-3">
      <div>
        <Button onClick={() => mutate()} busy={isPending}>
          Ask a test question
        </Button>
      </div>
      {problem && <FailurePanel {...problem} />}
      <div role="status" aria-label="Test answer" className="empty:hidden">
        {answer && !problem && (
          <Notice tone="ok" title={answer.question}>
            <p className="my-1 whitespace-pre-line text-ink">{answer.answer}</p>
            <p>{testSummary(answer)}</p>
          </Notice>
        )}
      </div>
    </div>
  )
}
