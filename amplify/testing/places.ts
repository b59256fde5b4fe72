import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is synthesized and examined: one developer's sandbox that is closed to new accounts and has no language model, a branch, and a branch with everything turned on. */
export const PLACES = {
  sandbox: { type: 'sandbox', settings: { DOCENT_SIGN_UP: 'closed', DOCENT_CHAT_MODEL: 'none' } },
  branch: { type: 'branch', settings: {} },
  everything: {
    type: 'branch',
    settings: {
      DOCENT_EMBED_URL: 'https://embed.example.com',
      DOCENT_SIGN_UP: 'invited',
      DOCENT_SIGN_UP_INVITED: 'anna@museum.example, @school.example',
      DOCENT_GOOGLE_SIGN_IN: 'true',
      DOCENT_S3_VECTORS: 'true',
      DOCENT_RERANK_MODEL: 'cohere.rerank-v3-5:0',
      DOCENT_ALARM_EMAIL: 'operator@example.com',
      AWS_APP_ID: 'd1a2b3c4d5e6f7',
      DOCENT_FIREWALL: 'true',
      DOCENT_CANARY_URL: 'https://docent.example.com/embed/bot_01J00000000000000000000000',
      DOCENT_QUESTIONS_PER_BOT: '90',
      DOCENT_BUDGET_BOT_DAY_USD: '2',
      DOCENT_BUDGET_BOT_MONTH_USD: '20',
      DOCENT_BUDGET_OWNER_DAY_USD: '5',
      DOCENT_BUDGET_OWNER_MONTH_USD: '50',
      DOCENT_CHAT_MODEL: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
    },
  },
} as const
export type Place = keyof typeof PLACES
export const PLACE_NAMES = Object.keys(PLACES) as Place[]
export const PUBLIC_URL = 'https://docent.example.com'

/** Where the templates are; another folder can be given to examine templates changed by hand. */
export const SYNTHESIZED =
  process.env.DOCENT_SYNTHESIZED ?? join(import.meta.dirname, '..', '..', '.docent', 'deploy-check')

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes; each test says which it expects
type Json = any

export interface Resource {
  id: string
  Type: string
  Properties: Json
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
  DependsOn?: string[]
}

/** Every resource of every stack of a place. */
export function resourcesOf(place: Place, type?: string): Resource[] {
  return templatesOf(place)
    .flatMap(template => Object.entries<Json>(template.Resources))
    .map(([id, resource]) => ({ id, Properties: {}, ...resource }))
    .filter(resource => type === undefined || resource.Type === type)
}

/** The one resource of a type whose id begins like this. */
export function oneOf(place: Place, type: string, idBegins = ''): Resource {
  const found = resourcesOf(place, type).filter(({ id }) => id.startsWith(idBegins))
  if (found.length !== 1) throw new Error(`${place} has ${found.length} of ${type} ${idBegins}, not one`)
  return found[0]!
}

export function rootOutputs(place: Place): Record<string, { Value: Json }> {
  return templatesOf(place).find(template => template.Outputs?.customOutputs).Outputs
}

export interface Finding {
  rule: string
  path: string
  description: string
}

export function findingsOf(place: Place): Finding[] {
  return JSON.parse(readFileSync(join(SYNTHESIZED, place, 'findings.json'), 'utf8'))
}

/** What the build of a place said on the console. */
export function printedBy(place: Place): string {
  return readFileSync(join(SYNTHESIZED, place, 'printed.txt'), 'utf8')
}

function templatesOf(place: Place): Json[] {
  const folder = join(SYNTHESIZED, place, 'cdk.out')
  return readdirSync(folder)
    .filter(name => name.endsWith('.template.json'))
    .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')))
}

/** A value with CloudFormation's references as readable words: `<documentsBucket3DF3F730.Arn>/uploads/*`. */
export function readable(value: Json): string {
  if (value === null || typeof value !== 'object') return String(value)
  if ('Ref' in value) return `<${lastName(value.Ref)}>`
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].map(lastName).join('.')}>`
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(readable).join(value['Fn::Join'][0])
  if ('Fn::Select' in value) return `${readable(value['Fn::Select'][1])}[${value['Fn::Select'][0]}]`
  if ('Fn::Split' in value) return readable(value['Fn::Split'][1])
  if ('Fn::Sub' in value) return String(value['Fn::Sub'])
  return JSON.stringify(value)
}

/** A parent's resource arrives in a nested stack under a name of many parts; the last is its own. */
function lastName(name: string): string {
  return /^referenceto.*Outputs/.test(name) ? name.replace(/^.*Outputs[a-z]+?[0-9a-f]{8,10}/, '') : name
}
