import type { BedrockPlace } from '#lib/aws/bedrock-place.ts'
import { NO_MODEL } from '#lib/aws/settings.ts'

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
 * the first chat model of a server on the usual ports, and where there is none, no language model.
 */
export async function chooseLanguageModel(
  theirs: NodeJS.ProcessEnv,
  ports: readonly number[] = USUAL_PORTS,
): Promise<LanguageModel> {
  const { LOCAL_MODEL_URL: url, DOCENT_CHAT_MODEL: id, LOCAL_MODEL: model } = theirs
  if (url && !isNone(url)) return await serverNamed(url, theirs)
  if (id === LOCAL_CHAT_MODEL) return { ...NO_LANGUAGE_MODEL, id }
  // A model's id is Bedrock's, and only --bedrock goes there.
  if (url || id) return NO_LANGUAGE_MODEL
  const found = await Promise.all(ports.map(port => lookAt(`http://127.0.0.1:${port}`, model)))
  return found.find(candidate => candidate !== null) ?? NO_LANGUAGE_MODEL
}

/** What the start says about answers, in one line or more: who gives them, and what to do where that is not who `theirs` names. */
export function whoAnswers(model: LanguageModel, { DOCENT_CHAT_MODEL: named }: NodeJS.ProcessEnv): string {
  if (isNone(model.id)) {
    return named && !isNone(named)
      ? `Answers are quotes from your documents: DOCENT_CHAT_MODEL names ${named}, but nothing connects to it.\n${waysTo(named)}`
      : 'Answers are quotes from your documents. Settings, “Answers”, says how to connect a language model.'
  }
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
  return said.toLowerCase() === NO_MODEL
}

/** `llama3.2 at 127.0.0.1:11434`, for whoever reads what was started. */
export function nameOfModel({ id, name, server, bedrock }: LanguageModel): string {
  if (bedrock)
    return `${id} at Amazon Bedrock in ${bedrock.region}, with the AWS profile “${bedrock.profile}”`
  return server ? `${name ?? 'the model'} at ${placeOf(server)}` : (name ?? id)
}

/** Host and port alone: an address may carry a password. */
export function placeOf({ url }: ModelServer): string {
  return URL.canParse(url) ? new URL(url).host : url
}

async function serverNamed(url: string, theirs: NodeJS.ProcessEnv): Promise<LanguageModel> {
  const { LOCAL_MODEL: model = '', LOCAL_MODEL_KEY: key, DOCENT_CHAT_MODEL: id } = theirs
  const name = model || (await firstChatModel(url, { key, patienceMs: NAMED_LOOK_MS, elsewhere: true }))
  return {
    id: id || LOCAL_CHAT_MODEL,
    name: name && forPeople(name),
    server: { url, model: name ?? '' },
    bedrock: null,
  }
}

async function lookAt(url: string, wanted: string | undefined): Promise<LanguageModel | null> {
  const first = await firstChatModel(url, { patienceMs: LOOK_MS, elsewhere: false })
  const name = first && (wanted || first)
  return name
    ? { id: LOCAL_CHAT_MODEL, name: forPeople(name), server: { url, model: name }, bedrock: null }
    : null
}

/** Null where nobody answers in time, or not like a server of models. */
async function firstChatModel(
  url: string,
  options: { key?: string; patienceMs: number; elsewhere: boolean },
): Promise<string | null> {
  const base = url.replace(/\/+$/, '')
  try {
    const response = await fetch(`${base.endsWith('/v1') ? base : `${base}/v1`}/models`, {
      headers: options.key ? { authorization: `Bearer ${options.key}` } : {},
      signal: AbortSignal.timeout(options.patienceMs),
    })
    const { data } = (await response.json()) as { data?: unknown }
    const names = (Array.isArray(data) ? data : []).map(model =>
      String((model as { id?: unknown })?.id ?? ''),
    )
    return names.find(name => canChat(name) && (options.elsewhere || staysHere(name))) ?? null
  } catch {
    // Whatever it is, it is no server that we could ask; answers are quotes then, which the start says.
    return null
  }
}

/** Ollama's tag for the one that is there says nothing. */
function forPeople(name: string): string {
  return name.replace(/:latest$/, '')
}

/** Servers list what compares texts, puts them into order or listens beside what talks. */
function canChat(name: string): boolean {
  return name !== '' && !/embed|minilm|\bbge\b|\be5\b|\bgte\b|paraphrase|rerank|whisper/i.test(name)
}

/** Ollama lists models that it only forwards to its own cloud; documents are not sent there unasked. */
function staysHere(name: string): boolean {
  return !/[:-]cloud$/i.test(name)
}
