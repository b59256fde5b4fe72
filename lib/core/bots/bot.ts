import { z } from 'zod'
import { cleanText } from '../clean-text.ts'
import { siteSchema } from './site.ts'

/** A sentence or two is a name nobody reads. */
const MAX_NAME = 80
/** About a page: more no longer steers an answer, it drowns the passages. */
const MAX_INSTRUCTIONS = 4_000
/** More do not fit above the input on a phone. */
const MAX_SUGGESTED_QUESTIONS = 4
/** Long enough for a company's every domain, short enough for one HTTP header. */
const MAX_SITES = 50

export const botLanguages = ['auto', 'en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ja'] as const

/** `written` by the language model, where there is one; `quotes` from the documents only. */
export const answerForms = ['written', 'quotes'] as const

/** Nothing in it is unseen, or makes it read otherwise than it is stored. */
const words = z.string().overwrite(cleanText).trim()

/** What its owner decides about a bot. */
export const botSettingsSchema = z.object({
  name: words.min(1, 'Give your guide a name.').max(MAX_NAME, `At most ${MAX_NAME} characters.`),
  /** What it is for, in the owner's words; part of the instructions. */
  purpose: words.max(500, 'At most 500 characters.'),
  instructions: words.max(MAX_INSTRUCTIONS, `At most ${MAX_INSTRUCTIONS} characters.`),
  greeting: words.max(500, 'At most 500 characters.'),
  suggestedQuestions: z
    .array(words.min(1).max(120, 'At most 120 characters each.'))
    .max(MAX_SUGGESTED_QUESTIONS, `At most ${MAX_SUGGESTED_QUESTIONS} questions.`),
  /** The language it answers in; `auto` follows the question. */
  language: z.enum(botLanguages),
  answers: z.enum(answerForms),
  accent: z.string().regex(/^#[0-9a-f]{6}$/, 'A colour such as #a8431f.'),
  /** Origins that may show the bot. Empty: none but Docent itself. */
  allowedSites: z.array(siteSchema).max(MAX_SITES, `At most ${MAX_SITES} sites.`),
  published: z.boolean(),
})
export type BotSettings = z.infer<typeof botSettingsSchema>

/** Where the vectors of a bot are compared: in our own process, or by Amazon S3 Vectors. */
export const vectorIndexes = ['packs', 's3vectors'] as const

export const botSchema = botSettingsSchema.extend({
  answers: botSettingsSchema.shape.answers.default('written'),
  id: z.string(),
  ownerId: z.string(),
  /** The operator's choice. */
  index: z.enum(vectorIndexes).default('packs'),
  /** Changes with every change of the bot's passages; part of the key of every cache of them. */
  knowledgeVersion: z.number().int().nonnegative(),
  /** Changes with every write of the settings. */
  version: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Bot = z.infer<typeof botSchema>

export const createBotRequestSchema = botSettingsSchema.pick({ name: true }).extend({
  purpose: botSettingsSchema.shape.purpose.default(''),
})
export type CreateBotRequest = z.input<typeof createBotRequestSchema>

/** `version` is the one the change was made against; another writer in between is a conflict. */
export const changeBotRequestSchema = botSettingsSchema.partial().extend({
  version: z.number().int().positive().optional(),
})
export type ChangeBotRequest = z.input<typeof changeBotRequestSchema>
