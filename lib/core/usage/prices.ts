/**
 * What AWS takes, in US dollars, on demand, in us-east-1, without free tiers and discounts. THE price table:
 * budgets, figures and docs/operate/costs.md all read it. Looked up on 2026-11-21; "seen" means that a
 * source of that date or the vendor's own page said so, "not seen" that it is from memory and to be checked
 * at the given page before anybody relies on it.
 */
export const PRICES = {
  /**
   * Bedrock, per million tokens. https://aws.amazon.com/bedrock/pricing/ and, for Claude,
   * https://platform.claude.com/docs/en/docs/about-claude/pricing (all Claude rows seen). Claude from 4.5 on
   * costs 10 % more in one region or a group of regions (`us.`, `eu.`) than through `global.` (seen).
   */
  models: {
    'anthropic.claude-haiku-4-5': { input: 1, output: 5, regional: 1.1 },
    'anthropic.claude-sonnet-4-5': { input: 3, output: 15, regional: 1.1 },
    'anthropic.claude-sonnet-4-6': { input: 3, output: 15, regional: 1.1 },
    'anthropic.claude-opus-4-5': { input: 5, output: 25, regional: 1.1 },
    'anthropic.claude-opus-4-6': { input: 5, output: 25, regional: 1.1 },
    'anthropic.claude-opus-4-1': { input: 15, output: 75, regional: 1 },
    'anthropic.claude-sonnet-4': { input: 3, output: 15, regional: 1 },
    'anthropic.claude-3-5-haiku': { input: 0.8, output: 4, regional: 1 },
    'anthropic.claude-3-haiku': { input: 0.25, output: 1.25, regional: 1 },
    // Seen: 0.33 and 2.75 through `us.`, 0.30 and 2.50 through `global.`.
    'amazon.nova-2-lite': { input: 0.3, output: 2.5, regional: 1.1 },
    'amazon.nova-pro': { input: 0.8, output: 3.2, regional: 1 }, // not seen
    'amazon.nova-lite': { input: 0.06, output: 0.24, regional: 1 }, // seen
    'amazon.nova-micro': { input: 0.035, output: 0.14, regional: 1 }, // not seen
    'amazon.titan-embed-text-v2': { input: 0.02, output: 0, regional: 1 }, // seen
    'cohere.embed-multilingual-v3': { input: 0.1, output: 0, regional: 1 }, // not seen
    // A model on this machine, or what stands in for one in tests; nobody is paid.
    'docent.local-model': { input: 0, output: 0, regional: 1 },
  },
  /**
   * Bedrock's Rerank, per thousand queries: one query is a question with up to 100 texts (seen:
   * https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-pricing.html; the prices not seen).
   */
  rerankers: { 'cohere.rerank-v3-5': 2, 'amazon.rerank-v1': 1 },
  /** https://aws.amazon.com/lambda/pricing/, arm64; seen (requests: not seen, unchanged since 2014). */
  lambda: { perMillionRequests: 0.2, perGbSecond: 0.0000133334 },
  /**
   * https://aws.amazon.com/dynamodb/pricing/on-demand/: requests seen; storage and point-in-time recovery not
   * seen. A write unit is 1 KB, a read unit 4 KB read strongly.
   */
  dynamodb: {
    perMillionWriteUnits: 0.625,
    perMillionReadUnits: 0.125,
    storagePerGbMonth: 0.25,
    recoveryPerGbMonth: 0.2,
  },
  /** https://aws.amazon.com/s3/pricing/, Standard; seen. */
  s3: { storagePerGbMonth: 0.023, perThousandPuts: 0.005, perThousandGets: 0.0004 },
  /** https://aws.amazon.com/secrets-manager/pricing/; not seen, unchanged since 2018. */
  secrets: { perSecretMonth: 0.4, perTenThousandCalls: 0.05 },
  /**
   * https://aws.amazon.com/cloudwatch/pricing/; logs, metrics and dashboards seen, alarms not seen. Metrics
   * made from embedded format cost as custom metrics.
   */
  cloudwatch: { logsPerGb: 0.5, perMetricMonth: 0.3, perAlarmMonth: 0.1, perDashboardMonth: 3 },
  /** https://aws.amazon.com/xray/pricing/; not seen. */
  xray: { perMillionTraces: 5 },
  /** https://aws.amazon.com/amplify/pricing/: server side seen; build minutes and transfer not seen. */
  amplify: {
    perMillionRequests: 0.3,
    perGbHour: 0.2,
    perBuildMinute: 0.01,
    perGbServed: 0.15,
  },
  /** https://aws.amazon.com/sqs/pricing/, standard queues; not seen. */
  sqs: { perMillionRequests: 0.4 },
  /** https://aws.amazon.com/eventbridge/pricing/, Scheduler; not seen. */
  scheduler: { perMillionCalls: 1 },
  /**
   * https://aws.amazon.com/waf/pricing/ and, for what Amplify Hosting takes for standing behind one,
   * https://aws.amazon.com/amplify/pricing/; not seen.
   */
  waf: { perAclMonth: 5, perRuleMonth: 1, perMillionRequests: 0.6, perAppMonth: 15 },
  /** https://aws.amazon.com/ec2/pricing/on-demand/, out to the internet, first 10 TB; seen. */
  transfer: { perGbOut: 0.09 },
} as const

/**
 * What each account has for nothing every month, without an end date. https://aws.amazon.com/free/ and the
 * pages above; seen for Lambda and CloudWatch, not seen for X-Ray, SQS, Scheduler and
 * DynamoDB's storage.
 */
export const ALWAYS_FREE = {
  lambda: { requests: 1_000_000, gbSeconds: 400_000 },
  dynamodb: { storageGb: 25 },
  cloudwatch: { metrics: 10, alarms: 10, dashboards: 3, logsGb: 5 },
  xray: { traces: 100_000 },
  sqs: { requests: 1_000_000 },
  scheduler: { calls: 14_000_000 },
  transfer: { gbOut: 100 },
} as const

/** US dollars per million tokens. */
export interface ModelPrice {
  input: number
  output: number
}

export interface TokenUsage {
  inputTokens: number
  outputTokens: number
}

/**
 * The price of a model named as Bedrock takes it (`us.anthropic.claude-haiku-4-5-20251001-v1:0`, with or
 * without the regions before it, or the ARN of an inference profile), or null where we do not know it.
 */
export function priceOf(model: string): ModelPrice | null {
  const name = model.split('/').at(-1)!
  const [, regions, bare] = /^(?:(global|us|eu|apac|jp|au|ca|us-gov)\.)?(.*)$/.exec(name)!
  const family = families.find(known => bare!.startsWith(known) && RELEASE.test(bare!.slice(known.length)))
  if (!family) return null
  const { input, output, regional } = PRICES.models[family]
  const factor = regions === 'global' ? 1 : regional
  return { input: input * factor, output: output * factor }
}

/** US dollars for putting the passages of one question into order, or null where we do not know it. */
export function rerankPriceOf(model: string): number | null {
  const name = model.split('/').at(-1)!.replace(/:\d+$/, '')
  const known = Object.entries(PRICES.rerankers).find(([reranker]) => reranker === name)
  return known ? known[1] / 1_000 : null
}

const families = Object.keys(PRICES.models) as (keyof typeof PRICES.models)[]
/** What follows a model's name: `-20251001-v1:0`, `-v1:0:300k`. A longer name is another model. */
const RELEASE = /^(-\d{8})?(-v\d+)?(:\d+k?)*$/

/** US dollars, or null where the model's price is not known. */
export function costOf(model: string, usage: TokenUsage): number | null {
  const price = priceOf(model)
  return price && costAt(price, usage)
}

/** US dollars. */
export function costAt(price: ModelPrice, { inputTokens, outputTokens }: TokenUsage): number {
  return (inputTokens * price.input + outputTokens * price.output) / 1_000_000
}

/** What a model of unknown price is taken for: a limit that errs, errs on the careful side. */
export const DEAREST: ModelPrice = {
  input: Math.max(...Object.values(PRICES.models).map(({ input, regional }) => input * regional)),
  output: Math.max(...Object.values(PRICES.models).map(({ output, regional }) => output * regional)),
}

/** US dollars a question, for the same reason. */
export const DEAREST_RERANKING = Math.max(...Object.values(PRICES.rerankers)) / 1_000
