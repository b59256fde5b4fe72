import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  type GetFoundationModelAvailabilityResponse,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
} from '@aws-sdk/client-bedrock'
import { type BedrockPlace, bedrockConfig } from './bedrock-place.ts'
import type { Settings } from './settings.ts'

/** What can be said of a model before it is called. */
export interface ModelVerdict {
  /** The setting that names it. */
  setting: 'DOCENT_CHAT_MODEL' | 'DOCENT_EMBEDDING_MODEL' | 'DOCENT_RERANK_MODEL'
  model: string
  /** `unknown`: the account could not be asked; the model may well answer. */
  state: 'open' | 'closed' | 'unknown'
  /** What is wrong and what to do; empty where it is open. */
  message: string
  /** Why it could not be asked about. */
  cause?: unknown
}

export function catalogueClient(place: BedrockPlace): BedrockClient {
  return new BedrockClient({ ...bedrockConfig(place), maxAttempts: 3 })
}

/** Asks Bedrock whether the account may call the models of the settings. Calls no model; never throws. */
export function checkModels(
  bedrock: BedrockClient,
  {
    bedrock: { region },
    chatModel,
    embeddingModel,
    rerankModel,
  }: Pick<Settings, 'chatModel' | 'embeddingModel' | 'rerankModel'> & {
    bedrock: Pick<BedrockPlace, 'region'>
  },
): Promise<ModelVerdict[]> {
  const check = async (setting: ModelVerdict['setting'], model: string): Promise<ModelVerdict> => ({
    setting,
    model,
    ...(await verdictOn(bedrock, region, setting, model)),
  })
  return Promise.all([
    ...(chatModel ? [check('DOCENT_CHAT_MODEL', chatModel)] : []),
    check('DOCENT_EMBEDDING_MODEL', embeddingModel),
    ...(rerankModel ? [check('DOCENT_RERANK_MODEL', rerankModel)] : []),
  ])
}

type Verdict = Pick<ModelVerdict, 'state' | 'message' | 'cause'>

async function verdictOn(
  bedrock: BedrockClient,
  region: string,
  setting: string,
  model: string,
): Promise<Verdict> {
  const elsewhere = closed(
    `${model} does not exist in ${region}. Open the Bedrock console in ${region}, Model catalog, choose a model, and put its id (or the id of its inference profile) into ${setting}.`,
  )
  try {
    const profile = isProfile(model)
    const ids = profile ? await modelsOfProfile(bedrock, model) : [model.split('/').at(-1)!]
    if (!profile && !(await answersOnDemand(bedrock, model))) {
      return closed(
        `${model} is called through an inference profile only. Open the Bedrock console in ${region}, Cross-region inference, and put the id of a profile with this model, such as us.${ids[0]}, into ${setting}.`,
      )
    }
    for (const modelId of ids) {
      const offer = await bedrock.send(new GetFoundationModelAvailabilityCommand({ modelId }))
      // A profile sends calls to other regions, so it may lead to a model that this one does not have.
      if (!profile && offer.regionAvailability === 'NOT_AVAILABLE') return elsewhere
      const complaint = complaintAbout(offer, region)
      if (complaint) return closed(`${model}: ${complaint}`)
    }
    return { state: 'open', message: '' }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'ResourceNotFoundException' || name === 'ValidationException') return elsewhere
    const remedy =
      name === 'AccessDeniedException'
        ? 'allow bedrock:GetFoundationModel, bedrock:GetFoundationModelAvailability and bedrock:GetInferenceProfile'
        : 'see to the credentials and the region'
    return {
      state: 'unknown',
      message: `${model} could not be checked (${String(error)}). It may answer all the same; to have it checked, ${remedy}.`,
      cause: error,
    }
  }
}

function complaintAbout(offer: GetFoundationModelAvailabilityResponse, region: string): string | null {
  const console = `open the Bedrock console in ${region}, Model catalog, ${offer.modelId}`
  const agreement = offer.agreementAvailability
  if (offer.authorizationStatus === 'NOT_AUTHORIZED') {
    return `this account may not use it. Ask whoever administers the account: ${console}, and ask for access; an organization's service control policy may stand in the way.`
  }
  if (agreement?.status === 'PENDING') {
    return 'its agreement is being set up. Wait 15 minutes, then check again.'
  }
  if (agreement?.status === 'ERROR') {
    return `its agreement failed (${agreement.errorMessage ?? 'no reason given'}). Ask whoever administers the account: ${console}, and accept it again.`
  }
  if (agreement?.status === 'NOT_AVAILABLE') {
    return `its agreement was not accepted. Ask whoever administers the account: ${console}, and follow what it asks; Anthropic's models want a short form about the use, once an account.`
  }
  if (offer.entitlementAvailability === 'NOT_AVAILABLE') {
    return `access was not granted. Ask whoever administers the account: ${console}, and ask for access; the role that calls it first also needs aws-marketplace:Subscribe.`
  }
  return null
}

function closed(message: string): Verdict {
  return { state: 'closed', message }
}

/** A profile's id puts a place before the provider's name. */
function isProfile(model: string): boolean {
  return (
    /:(?:application-)?inference-profile\//.test(model) || /^(?:[a-z]{2}|us-gov|apac|global)\./.test(model)
  )
}

async function modelsOfProfile(bedrock: BedrockClient, id: string): Promise<string[]> {
  const { models = [] } = await bedrock.send(
    new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }),
  )
  // The same model, once for each region it may be called in.
  return [...new Set(models.map(({ modelArn = '' }) => modelArn.split('/').at(-1)!))]
}

async function answersOnDemand(bedrock: BedrockClient, modelIdentifier: string): Promise<boolean> {
  const { modelDetails } = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier }))
  const ways = modelDetails?.inferenceTypesSupported ?? []
  return ways.length === 0 || ways.includes('ON_DEMAND')
}
