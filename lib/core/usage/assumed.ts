import { PASSAGE_WRITE_UNITS } from './question-cost.ts'

/** What a question takes, on average. Where nothing else is said it is our estimate, on the high side. */
export const ASSUMED = {
  chatModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  embeddingModel: 'amazon.titan-embed-text-v2:0',
  /** A full prompt; measured with our own guide's documents at four characters a token. */
  promptTokens: 1_850,
  /** Three sentences with their numbers. */
  answerTokens: 150,
  /** Every third question follows another: it is rewritten first, and the turns before it are sent along. */
  followUps: 1 / 3,
  rewriteTokens: { input: 600, output: 30 },
  historyTokens: 350,
  questionEmbeddingTokens: 20,
  /** The function waits while the model writes. */
  chatSeconds: 4,
  chatGb: 1_769 / 1_024,
  /** Counts, question, answer with its sources, summary; the bot's day, set aside and settled with its figures; the
   * owner's month now and then; of every third, which is written for more than five seconds, what there is by then. */
  writeUnits: 17,
  /** Bot, conversation, and twenty passages by key: two units each, since their vectors lie beside the texts. */
  readUnits: 45,
  /** Question and answer with its sources, kept for 30 days. */
  keptBytes: 9_000,
  logBytes: 1_500,
  /** An answer and its sources on their way to the browser. */
  answerBytes: 15_000,
  /** The frame, its ticket and the pages of owners, of which not every question needs one. */
  pageRequests: 3,
  pageSeconds: 0.1,
  pageGb: 1,
  /** The loader on twenty pages of the site and half a frame. */
  servedBytes: 80_000,
  /** The sweep, each minute of a month of 30 days. */
  sweeps: 43_200,
  sweepSeconds: 0.2,
  sweepGb: 0.5,
  sweepReadUnits: 1,
  sweepLogBytes: 700,
  /** Of one installation: 100 documents of 2 MB in 2,000 passages. */
  knowledgeGb: 0.2,
  passagesGb: 0.012,
  /** Metrics that alarms look at; each is paid for. */
  alarms: 27,
  /** All of ours, with four reasons; without questions only the three of the sweep. */
  metrics: 18,
  /** Every five minutes the sweep asks whether the pages answer: a row is written, and the chat's address asked. */
  healthAsks: 8_640,
  healthSeconds: 0.5,
  healthReadUnits: 1,
  healthWriteUnits: 1,
  /** Lambda asks the queue with five connections, each for 20 seconds at a time, a month of 30 days long. */
  queuePolls: (5 * 30 * 24 * 60 * 60) / 20,
  /** Documents taken in: a month in which somebody begins, or changes everything once. */
  documents: 100,
  passages: 2_000,
  passageTokens: 140,
  passageWriteUnits: PASSAGE_WRITE_UNITS,
  /** Stages, progress, lease, budgets, publishing. */
  documentWriteUnits: 40,
  /** The file, its text and its pack; each of them read, asked after and merged. */
  documentPuts: 6,
  documentGets: 12,
  /** One function reads while the other waits, then embeds and packs. */
  documentSeconds: 10,
  extractSeconds: 3,
  documentGb: 1_769 / 1_024,
  documentLogBytes: 4_000,
  /** Packs of a guide that a fresh function reads; one question in ten meets one. */
  questionGets: 0.4,
  /** A line of ours and Amplify's own for each call of the web server. */
  pageLogBytes: 600,
  /** The canary, where DOCENT_CANARY_URL is set: every 15 minutes of a month of 30 days, each a question. */
  canaryCalls: 2_880,
  canarySeconds: 6,
  canaryGb: 0.25,
  canaryLogBytes: 600,
  canaryAlarms: 1,
  /** In the web ACL, where DOCENT_FIREWALL is true. */
  firewallRules: 3,
} as const
