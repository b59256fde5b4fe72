import { z } from 'zod'
import { STREAM_EXCEPTIONS } from './bedrock-error.ts'

/**
 * What tests and benches may order the next model calls to do. Each call takes the first step that fits it;
 * a step is used up after `times` calls (default 1), or after `forMs` when that is given.
 */
export const ScriptStep = z.strictObject({
  on: z.enum(['chat', 'embed', 'rerank', 'any']),
  /** Only calls whose prompt, or text to embed, contains this. */
  match: z.string().optional(),
  reply: z.string().optional(),
  /** Pause before each word but the first, in milliseconds. */
  wordDelayMs: z.number().min(0).optional(),
  /** Reply with this many short pieces from a ready-made buffer: cheap enough for 300 streams at once. */
  chunks: z.number().int().min(1).max(100_000).optional(),
  perChunkMs: z.number().min(0).optional(),
  firstTokenMs: z.number().min(0).optional(),
  /** 429 ThrottlingException before anything is done. */
  throttle: z.literal(true).optional(),
  /** With `exception`: words sent before it. Without this the exception is the HTTP answer itself. */
  failAfterWords: z.number().int().min(0).optional(),
  /** `cut` ends the connection (over HTTP/2: the stream) without a word. */
  exception: z.enum([...STREAM_EXCEPTIONS, 'cut']).optional(),
  times: z.number().int().min(1).optional(),
  forMs: z.number().min(0).optional(),
  /** `fast`: a cheap vector from hashes of the words, for benches that are not about the encoder. */
  vector: z.literal('fast').optional(),
})
export type ScriptStep = z.infer<typeof ScriptStep>

export const ScriptRequest = z.strictObject({ steps: z.array(ScriptStep).min(1) })

export interface Script {
  add(steps: ScriptStep[]): void
  clear(): void
  /** Uses up and returns the step for this call, or undefined when the call should run as usual. */
  take(on: 'chat' | 'embed' | 'rerank', prompt: string): ScriptStep | undefined
}

/** `clock` is in milliseconds and never goes back. */
export function createScript(clock: () => number): Script {
  let queue: Queued[] = []
  return {
    add(steps) {
      const at = clock()
      queue.push(
        ...steps.map(step => ({
          step,
          left: step.forMs === undefined ? (step.times ?? 1) : (step.times ?? Number.POSITIVE_INFINITY),
          until: step.forMs === undefined ? Number.POSITIVE_INFINITY : at + step.forMs,
        })),
      )
    },
    clear() {
      queue = []
    },
    take(on, prompt) {
      const at = clock()
      queue = queue.filter(queued => queued.left > 0 && at < queued.until)
      const found = queue.find(
        ({ step }) =>
          (step.on === on || step.on === 'any') && (step.match === undefined || prompt.includes(step.match)),
      )
      if (found === undefined) return undefined
      found.left -= 1
      return found.step
    },
  }
}

interface Queued {
  step: ScriptStep
  left: number
  until: number
}
