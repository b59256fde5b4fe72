import type { BedrockPlace } from '#lib/aws/bedrock-place.ts'
import { NO_MODEL } from '#lib/aws/settings-schema.ts'
import { modelAddress, modelKey } from './model-address.ts'
import { listModels, type ModelList } from './model-server.ts'

/** Who writes the answers of an installation on this machine. */
export interface LanguageModel {
  /** What Bedrock is asked for, or none. */
  id: string
  /** As people know it; null where it is known by its id. */
  name: string | null
  /** A server that speaks the OpenAI protocol and answers in Bedrock's place; null where none does. */
  server: ModelServer | null
  /** The real Bedrock, which then also compares texts; null: the one on loopback. */
  bedrock: BedrockPlace | null
  /** Why nobody may answer, and what to do; null where nothing is known against it. */
  problem: string | null
}
export interface ModelServer {
  url: string
  /** The model to ask for; empty: the server's first. */
  model: string
}

/** Every answer is made of quotes. */
export const NO_LANGUAGE_MODEL: LanguageModel = {
  id: NO_MODEL,
  name: null,
  server: null,
  bedrock: null,
  problem: null,
}

/**
 * What the Bedrock on loopback is asked for where a server stands behind it. Where none does, it plays a language
 * model for tests: nobody gets that without naming it.
 */
const LOCAL_CHAT_MODEL = 'docent.local-model'

/** Where Ollama and LM Studio answer unless told otherwise. */
export const USUAL_PORTS = [11_434, 1_234]

/** A server on this machine lists its models in a few milliseconds; nobody waits longer for one that may not be there. */
const LOOK_MS = 250
/** A server that was named may be elsewhere, or just waking up. */
const NAMED_LOOK_MS = 2_000

/**
 * The language model that `theirs`, the environment we were started in, asks for and connects; where it says nothing,
 * the first chat model of a server on the usual ports, and where there is none, no language model. One that was named
 * stays, whether it answers or not. Throws CannotStart where what was named cannot be one.
 */
export async function chooseLanguageModel(
  theirs: NodeJS.ProcessEnv,
  ports: readonly number[] = USUAL_PORTS,
): Promise<LanguageModel> {
  const { DOCENT_CHAT_MODEL: id, LOCAL_MODEL: model } = theirs
  const named = theirs.LOCAL_MODEL_URL?.trim()
  if (named && !isNone(named)) return await serverNamed(modelAddress(named), theirs)
  if (id === LOCAL_CHAT_MODEL) return { ...NO_LANGUAGE_MODEL, id }
  // A model's id is Bedrock's, and only --bedrock goes there.
  if (named || id) return NO_LANGUAGE_MODEL
  const found = await Promise.all(ports.map(port => lookAt(`http://127.0.0.1:${port}`, model)))
  return found.find(candidate => candidate !== null) ?? NO_LANGUAGE_MODEL
}

/** What the start says about answers, in one line or more: who gives them, and what to do where nobody may, or not who `theirs` names. */
export function whoAnswers(model: LanguageModel, { DOCENT_CHAT_MODEL: named }: NodeJS.ProcessEnv): string {
  if (isNone(model.id)) {
    return named && !isNone(named)
      ? `Answers are quotes from your documents: DOCENT_CHAT_MODEL names ${named}, but nothing connects to it.\n${waysTo(named)}`
      : 'Answers are quotes from your documents. Settings, “Answers”, says how to connect a language model.'
  }
  if (model.problem) return model.problem
  const stands = model.id === LOCAL_CHAT_MODEL && !model.server
  return `Answers come from ${nameOfModel(model)}${stands ? ', which stands in for a language model in tests' : ''}.`
}

function waysTo(named: string): string {
  return [
    'If it is a model of Amazon Bedrock, start with',
    `    DOCENT_CHAT_MODEL=${named} npm start -- --bedrock`,
    'If another server has it, start with',
    '    LOCAL_MODEL_URL=http://127.0.0.1:8000/v1 npm start',
  ].join('\n')
}

function isNone(said: string): boolean {
  return said.trim().toLowerCase() === NO_MODEL
}

/** `llama3.2 at 127.0.0.1:11434`, for whoever reads what was started. */
export function nameOfModel({ id, name, server, bedrock }: LanguageModel): string {
  if (bedrock)
    return `${id} at Amazon Bedrock in ${bedrock.region}, with the AWS profile “${bedrock.profile}”`
  return server ? `${name ?? 'the model'} at ${placeOf(server)}` : (name ?? id)
}

/** Host and port alone. */
export function placeOf({ url }: ModelServer): string {
  return URL.canParse(url) ? new URL(url).host : url
}

async function serverNamed(url: string, theirs: NodeJS.ProcessEnv): Promise<LanguageModel> {
  const { LOCAL_MODEL: wanted = '', DOCENT_CHAT_MODEL: id } = theirs
  const key = modelKey(theirs.LOCAL_MODEL_KEY)
  const list = await listModels(url, { key, patienceMs: NAMED_LOOK_MS })
  const name = wanted || ('names' in list ? list.names.find(canChat) : null) || null
  const server = { url, model: name ?? '' }
  const problem = problemOf(list, { server, wanted, hasKey: key !== undefined })
  return { id: id || LOCAL_CHAT_MODEL, name: name && forPeople(name), server, bedrock: null, problem }
}

/** Null where nobody answers in time, or not like a server of models. */
async function lookAt(url: string, wanted: string | undefined): Promise<LanguageModel | null> {
  const list = await listModels(url, { patienceMs: LOOK_MS })
  if ('trouble' in list) return null
  const first = list.names.find(name => canChat(name) && staysHere(name))
  const name = first && (wanted || first)
  if (!name) return null
  const server = { url, model: name }
  const problem = problemOf(list, { server, wanted, hasKey: false })
  return { id: LOCAL_CHAT_MODEL, name: forPeople(name), server, bedrock: null, problem }
}

/** A server that was named is not left for quotes in silence: whoever named it hears what is wrong with it. */
function problemOf(
  list: ModelList,
  { server, wanted, hasKey }: { server: ModelServer; wanted: string | undefined; hasKey: boolean },
): string | null {
  const place = placeOf(server)
  if ('names' in list) return problemOfNames(list.names, place, wanted)
  const { kind, why } = list.trouble
  if (kind === 'refused') {
    return `The model server at ${place} ${hasKey ? 'does not take the key' : 'wants a key'} (${why}). Answers fail until it has the right one: put it into LOCAL_MODEL_KEY and start again.`
  }
  if (kind === 'unlisted' && wanted) {
    return `Answers are to come from ${forPeople(wanted)} at ${place}, which does not list its models (${why}). “Ask a test question” under Settings, “Answers”, shows whether it does.`
  }
  return `No model answers at ${place} (${why}); answers fail until one does. Start it there, or start Docent again with the right LOCAL_MODEL_URL, or with LOCAL_MODEL_URL=none for quotes.`
}

function problemOfNames(names: readonly string[], place: string, wanted: string | undefined): string | null {
  if (wanted ? names.some(name => forPeople(name) === forPeople(wanted)) : names.some(canChat)) return null
  const there = names.filter(canChat).slice(0, NAMES_TOLD).map(forPeople).join(', ')
  if (there === '') {
    return `The model server at ${place} has no model that writes answers, so answers fail. Load one there and start again.`
  }
  return `The model server at ${place} does not list “${wanted}”, so answers may fail. Put one that it has into LOCAL_MODEL and start again, such as: ${there}.`
}

/** The list of a large server is no help. */
const NAMES_TOLD = 5

/** Ollama's tag for the one that is there says nothing. */
function forPeople(name: string): string {
  return name.replace(/:latest$/, '')
}

/** Servers list what compares texts, puts them into order or listens beside what talks. */
function canChat(name: string): boolean {
  return !/embed|minilm|\bbge\b|\be5\b|\bgte\b|paraphrase|rerank|whisper/i.test(name)
}

/** Ollama lists models that it only forwards to its own cloud; documents are not sent there unasked. */
function staysHere(name: string): boolean {
  return !/[:-]cloud$/i.test(name)
}
