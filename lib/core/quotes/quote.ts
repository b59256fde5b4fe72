import { z } from 'zod'

/** What is quoted, in the form that it has in its document. */
const contentSchema = z.discriminatedUnion('form', [
  z.object({ form: z.literal('text'), text: z.string() }),
  z.object({
    form: z.literal('list'),
    lead: z.string(),
    items: z.array(z.string()).min(1),
    /** How many more items the list has. */
    more: z.number().int().nonnegative(),
  }),
  z.object({
    form: z.literal('rows'),
    /** The words above the columns; none where the table has no such row. */
    header: z.array(z.string()),
    rows: z.array(z.array(z.string())).min(1),
    /** How many more rows the table has, where it was asked for whole. */
    more: z.number().int().nonnegative().default(0),
  }),
  z.object({ form: z.literal('code'), lead: z.string(), text: z.string() }),
])
export type QuoteContent = z.infer<typeof contentSchema>

/** Words of a document as they stand there. */
export const quoteSchema = z.object({
  /** Which of the answer's sources, counted from 0. */
  source: z.number().int().nonnegative(),
  /** UTF-16 offsets in the document's text. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  content: contentSchema,
})
export type Quote = z.infer<typeof quoteSchema>

/** An answer that is made of quotes. */
export const quotedAnswerSchema = z.object({
  /** What the guide itself says: a greeting, that nothing fits, a question back. Empty where the quotes speak. */
  said: z.string(),
  quotes: z.array(quoteSchema),
  /** Where nothing fits: what comes nearest, best first, without a claim that it answers. Earlier builds kept numbers. */
  nearest: z.array(quoteSchema).catch([]),
  /** The question's words that stand in none of the documents. */
  unknown: z.array(z.string()),
})
export type QuotedAnswer = z.infer<typeof quotedAnswerSchema>
