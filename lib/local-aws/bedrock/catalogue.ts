import type { LocalAccount } from '../service.ts'
import { BedrockError } from './bedrock-error.ts'
import type { AccessBook } from './model-access.ts'
import { foundationModelOf, isFoundationModel, profileRegionOf, TITAN_EMBED } from './model-ids.ts'

const OPERATIONS: Record<string, (id: string, account: LocalAccount, access: AccessBook) => object> = {
  'foundation-model-availability': getFoundationModelAvailability,
  'foundation-models': getFoundationModel,
  'inference-profiles': getInferenceProfile,
}

export function isCatalogue(path: string): boolean {
  return Object.hasOwn(OPERATIONS, path.split('/')[1] ?? '')
}

/**
 * Bedrock's control plane, as far as it tells what an account may call: GetFoundationModelAvailability,
 * GetFoundationModel, GetInferenceProfile. Every plausible model exists here.
 */
export function askCatalogue(
  method: string,
  path: string,
  account: LocalAccount,
  access: AccessBook,
): object {
  const [, kind, id, ...rest] = path.split('/')
  const operation = OPERATIONS[kind!]
  if (method !== 'GET' || !operation || !id || rest.length) {
    throw new BedrockError(
      'UnknownOperationException',
      `${method} ${path} is no operation of this loopback Bedrock.`,
    )
  }
  return operation(decodeURIComponent(id), account, access)
}

function getFoundationModelAvailability(modelId: string, account: LocalAccount, access: AccessBook) {
  const { authorization, entitlement, agreement, region } = known(modelId, account, access)
  return {
    modelId,
    authorizationStatus: authorization,
    entitlementAvailability: entitlement,
    regionAvailability: region,
    agreementAvailability: {
      status: agreement,
      ...(agreement === 'ERROR' && { errorMessage: 'Ordered by the script.' }),
    },
  }
}

function getFoundationModel(modelId: string, account: LocalAccount, access: AccessBook) {
  known(modelId, account, access)
  return {
    modelDetails: {
      modelId,
      modelArn: arnOf(modelId, account),
      inferenceTypesSupported: ONLY_BY_PROFILE.test(modelId) ? ['INFERENCE_PROFILE'] : ['ON_DEMAND'],
      outputModalities: [modelId === TITAN_EMBED ? 'EMBEDDING' : 'TEXT'],
      modelLifecycle: { status: 'ACTIVE' },
    },
  }
}

function getInferenceProfile(id: string, account: LocalAccount, access: AccessBook) {
  const place = profileRegionOf(id)
  const home = account.region.split('-')[0]!
  const near = place === 'global' || place === home || (place === 'apac' && home === 'ap')
  const modelId = foundationModelOf(id)
  if (!near || !isFoundationModel(modelId)) throw notFound('The inference profile was not found.')
  known(modelId, account, access)
  return {
    inferenceProfileId: id,
    inferenceProfileName: id,
    inferenceProfileArn: `arn:aws:bedrock:${account.region}:000000000000:inference-profile/${id}`,
    models: [{ modelArn: arnOf(modelId, account) }],
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
  }
}

/** Newer models of Anthropic's are not offered in one region alone. */
const ONLY_BY_PROFILE = /^anthropic\.claude-(?:3-[57]|(?:haiku|sonnet|opus)-\d)/

function known(modelId: string, { region, accessKeyId }: LocalAccount, access: AccessBook) {
  if (!isFoundationModel(modelId)) throw notFound(`The model ${modelId} was not found in ${region}.`)
  const state = access.of(modelId)
  if (!state.hidden) return state
  throw new BedrockError(
    'AccessDeniedException',
    `User: ${accessKeyId} is not authorized to perform this action on ${modelId}.`,
  )
}

function arnOf(modelId: string, { region }: LocalAccount): string {
  return `arn:aws:bedrock:${region}::foundation-model/${modelId}`
}

function notFound(message: string): BedrockError {
  return new BedrockError('ResourceNotFoundException', message)
}
