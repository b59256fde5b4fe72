import { BedrockError } from './bedrock-error.ts'

export const TITAN_EMBED = 'amazon.titan-embed-text-v2:0'
const RERANKERS = ['amazon.rerank-v1:0', 'cohere.rerank-v3-5:0']
export const LOCAL_MODEL_ID = 'docent.local-model'

/** Throws as AWS does unless the id is one that InvokeModel knows here. */
export function checkEmbeddingModel(id: string): void {
  const model = withoutArn(id)
  if (model === TITAN_EMBED) return
  if (isChatModel(model)) {
    throw new BedrockError(
      'ValidationException',
      `InvokeModel on this loopback Bedrock only knows ${TITAN_EMBED}. Call ${model} through Converse or ConverseStream.`,
    )
  }
  throw unknownModel()
}

/** Throws as AWS does unless the id could be a chat model's. */
export function checkChatModel(id: string): void {
  const model = withoutArn(id)
  if (isChatModel(model)) return
  if (/embed|rerank|image|canvas|reel/.test(model) && VENDOR.test(model)) {
    throw new BedrockError(
      'ValidationException',
      "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    )
  }
  throw unknownModel()
}

/** Throws as AWS does unless the id, or ARN, is a reranker's. */
export function checkRerankModel(id: string): void {
  if (!RERANKERS.includes(withoutArn(id))) throw unknownModel()
}

/** Whether a foundation model of this id, without a place before it, could exist. */
export function isFoundationModel(id: string): boolean {
  return (
    id === TITAN_EMBED || RERANKERS.includes(id) || (isChatModel(id) && profileRegionOf(id) === undefined)
  )
}

/** The foundation model that an id or ARN, of a profile too, leads to. */
export function foundationModelOf(id: string): string {
  const model = withoutArn(id)
  return profileRegionOf(model) === undefined ? model : model.slice(model.indexOf('.') + 1)
}

/** The place an inference profile's id begins with, such as `us`; undefined for a model's own id. */
export function profileRegionOf(id: string): string | undefined {
  return PROFILE.exec(withoutArn(id))?.[1]
}

const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\./

/** A cross-region inference profile puts a place before the vendor. */
const VENDOR =
  /^(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\.)?(?:amazon|anthropic|meta|mistral|cohere|ai21|deepseek|openai|qwen|writer|google|nvidia|moonshotai|moonshot|minimax|zai)\./
const CHAT =
  /\.(?:claude|nova-(?:micro|lite|pro|premier|2|sonic)|llama|mi[sx]tral|ministral|magistral|pixtral|devstral|voxtral|command|jamba|deepseek|r1|v3|gpt|qwen|palmyra|gemma|nemotron|kimi|minimax|glm|titan-text)[\w.:-]*$/

function isChatModel(model: string): boolean {
  return model === LOCAL_MODEL_ID || (VENDOR.test(model) && CHAT.test(model))
}

function withoutArn(id: string): string {
  const arn = /^arn:aws[\w-]*:bedrock:[\w-]*:\d*:(?:foundation-model|inference-profile)\/(.+)$/.exec(id)
  return arn?.[1] ?? id
}

function unknownModel(): BedrockError {
  return new BedrockError('ValidationException', 'The provided model identifier is invalid.')
}
