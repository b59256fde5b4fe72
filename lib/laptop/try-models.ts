import type { BedrockPlace } from '#lib/aws/bedrock-place.ts'
import type { ModelVerdict } from '#lib/aws/model-access.ts'
import type { Settings } from '#lib/aws/settings.ts'
import { bedrockService } from '#lib/aws/wire/bedrock-service.ts'
import { wireChatModel } from '#lib/aws/wire/wire-chat-model.ts'
import { wireEncoder } from '#lib/aws/wire/wire-encoder.ts'
import { DocentError } from '#lib/core/errors.ts'

export interface Trial {
  setting: ModelVerdict['setting']
  /** `closed`: Bedrock says no, and waiting does not help. `failed`: whatever else went wrong. */
  state: 'answered' | 'closed' | 'failed'
  /** What Bedrock, or the way there, had against it. */
  error: unknown
}

/** Whoever starts Docent is looking on; one that is busy is told as such. */
const ATTEMPTS = 2
/** The patience of whoever asks ends before. */
const SILENCE_MS = 60_000
/** The least that Titan takes. */
const DIMENSIONS = 256

/**
 * Calls the model that answers and the one that compares texts once each, with a word, as guides do: whether they
 * may be called, nothing else tells. Costs less than a hundredth of a cent. Never throws.
 */
export function tryModels(
  place: BedrockPlace,
  { chatModel, embeddingModel }: Pick<Settings, 'chatModel' | 'embeddingModel'>,
  patience: AbortSignal,
): Promise<Trial[]> {
  const bedrock = bedrockService(place, ATTEMPTS)
  const attempt = async (setting: Trial['setting'], call: () => Promise<unknown>): Promise<Trial> => {
    try {
      await call()
      return { setting, state: 'answered', error: null }
    } catch (error) {
      if (!(error instanceof DocentError)) return { setting, state: 'failed', error }
      return { setting, state: error.code === 'unavailable' ? 'closed' : 'failed', error: error.cause }
    }
  }
  const answer = () =>
    Array.fromAsync(wireChatModel(bedrock, chatModel!, SILENCE_MS).stream(ONE_WORD, patience))
  const compare = () => wireEncoder(bedrock, embeddingModel, DIMENSIONS).encode('Docent', patience)
  return Promise.all([
    ...(chatModel ? [attempt('DOCENT_CHAT_MODEL', answer)] : []),
    attempt('DOCENT_EMBEDDING_MODEL', compare),
  ]).finally(() => bedrock.close())
}

const ONE_WORD = {
  instructions: 'Answer with one word.',
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] }],
  maxTokens: 1,
}
