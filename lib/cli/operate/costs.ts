import { ASSUMED } from '#lib/core/usage/assumed.ts'
import { DEFAULT_BUDGETS } from '#lib/core/usage/budget.ts'
import {
  afterFree,
  type CostLine,
  canaryCost,
  firewallCost,
  listPrice,
  monthlyCost,
  tokensOfQuestion,
} from '#lib/core/usage/monthly-cost.ts'
import { costOf, PRICES, priceOf } from '#lib/core/usage/prices.ts'

const LEVELS = [0, 1_000, 100_000, 1_000_000]

/** docs/operate/costs.md: what an installation costs, reckoned from the table of prices. */
export function costsPage(): string {
  const months = LEVELS.map(monthlyCost)
  const { input, output } = tokensOfQuestion()
  const question = costOf(ASSUMED.chatModel, { inputTokens: input, outputTokens: output })!
  const price = priceOf(ASSUMED.chatModel)!
  const documentTokens = ASSUMED.passages * ASSUMED.passageTokens
  const rows = months[0]!.map((line, at) => [
    line.what,
    ...months.map(month => dollars(listPrice(month[at]!))),
  ])
  const arithmetic = months[0]!.map((line, at) => [
    line.what,
    line.because,
    ...LEVELS.map((_, level) => amount(months[level]![at]!)),
    rate(line),
  ])
  const levels = LEVELS.map(level => `${level.toLocaleString('en')}`)
  return `# What it costs

<!-- Written by \`npm run docent -- costs --write\`; a change by hand is lost. -->

A month in us-east-1, on demand, in US dollars, by the number of questions. Prices are those of \`lib/core/usage/prices.ts\`, which says where each was seen; what a question and a document take is in \`lib/core/usage/assumed.ts\`. Not a bill: with your own figures (\`CostUsd\`, \`InputTokens\` and \`OutputTokens\` on the dashboard) you know better after a week.

${table(
  ['Questions a month', ...levels],
  [
    ['At list price', ...months.map(month => `**${dollars(sum(month, listPrice))}**`)],
    [
      'With what AWS gives every account for nothing',
      ...months.map(month => `**${dollars(sum(month, afterFree))}**`),
    ],
    [
      'A thousand questions, at list price',
      ...LEVELS.map((level, at) => (level ? dollars((sum(months[at]!, listPrice) / level) * 1_000) : '')),
    ],
  ],
)}

Nothing runs while nobody asks: without questions it is the alarms, the dashboard, the secret, a sweep each minute, which looks every fifth time whether the pages answer, and Lambda, which asks the queue for documents. A page of another site that carries the button asks for its colour, at most once in five minutes a visitor: one small request of the web host and one small read. Not in the table: domains, mail beyond Cognito's own, sign-ins (Cognito is free for the first 10,000 owners a month; visitors do not sign in), taxes, and each deployment (about 12 build minutes, $0.12).

## One question

An average question reads ${input.toLocaleString('en')} tokens and writes ${output}: a prompt of ${ASSUMED.promptTokens.toLocaleString('en')} (instructions, ten passages, the question) and an answer of ${ASSUMED.answerTokens}; every third follows another, which adds a rewriting of ${ASSUMED.rewriteTokens.input} and ${ASSUMED.rewriteTokens.output} and ${ASSUMED.historyTokens} of the turns before. With Claude Haiku 4.5 in a group of regions (\`${ASSUMED.chatModel}\`):

    ${input.toLocaleString('en')} × $${price.input.toFixed(2)} / 1,000,000 + ${output} × $${price.output.toFixed(2)} / 1,000,000 = $${question.toFixed(5)}

The same model through \`global.\` costs a tenth less.

## Documents

Taking in documents costs once, and again where they change. In every month with questions the table has ${ASSUMED.documents} documents of ${ASSUMED.passages.toLocaleString('en')} passages in all: ${documentTokens.toLocaleString('en')} tokens (${dollars(costOf(ASSUMED.embeddingModel, { inputTokens: documentTokens, outputTokens: 0 })!)}), their passages written, and two functions at work on each.

## A firewall

Where \`DOCENT_FIREWALL\` is \`true\`, AWS WAF before the app costs ${dollars(firewallCost(0))} a month (the web ACL, ${ASSUMED.firewallRules} rules, and what Amplify Hosting takes) and $${PRICES.waf.perMillionRequests.toFixed(2)} a million calls of the web host: ${dollars(firewallCost(1_000_000))} with a million questions. It is not in the table.

## A canary

Where \`DOCENT_CANARY_URL\` is set, a guide is asked every 15 minutes, ${ASSUMED.canaryCalls.toLocaleString('en')} times a month: ${dollars(canaryCost())}, nearly all of it what as many questions cost. It is not in the table. They count in the guide's figures and are paid from its budgets and its owner's.

## Where it goes

At list price:

${table(['', ...levels], [...rows, ['**Sum**', ...months.map(month => `**${dollars(sum(month, listPrice))}**`)]])}

## The arithmetic

Units a month, times the price of a unit:

${table(['', 'comes from', ...levels, 'price'], arithmetic)}

## Limits

A limit stops answers and documents before they cost anything: visitors read that the guide has answered as much as it may today, or this month, and the model is not called. Days and months are those of UTC. Each is a setting in US dollars that holds from the first question on; \`none\` lifts it, and costs no time.

${table(
  ['Setting', 'limits', 'unless set'],
  [
    ['`DOCENT_BUDGET_BOT_DAY_USD`', 'one guide, a day', dollars(DEFAULT_BUDGETS.botDay)],
    ['`DOCENT_BUDGET_BOT_MONTH_USD`', 'one guide, a month', dollars(DEFAULT_BUDGETS.botMonth)],
    ['`DOCENT_BUDGET_OWNER_DAY_USD`', 'all guides of one owner, a day', dollars(DEFAULT_BUDGETS.ownerDay)],
    [
      ...['`DOCENT_BUDGET_OWNER_MONTH_USD`', 'all guides of one owner, a month'],
      dollars(DEFAULT_BUDGETS.ownerMonth),
    ],
  ],
)}

They count what models cost for questions, tests and documents, by the same prices. While a question is answered, what a long one costs is set aside, or what its own prompt may where that is more, and settled afterwards, also where the visitor stops or the model breaks off; so a guide's limit is overrun by at most the questions under way when it fills. An account's, far from full, is counted by each process for itself and told now and then, and near full with each question: it may be overrun by what other processes spend within half a minute. A function that dies leaves what it had set aside as spent until the day or month is over. A model whose price is not in the table is counted as the dearest there is, and the log says so once at start. A document that may not be paid for any more fails with that reason, its file is kept, and its owner can try again when the day or month is over. Limits do not count AWS's other services; for those there is the account's own budget (\`DOCENT_MONTHLY_BUDGET_USD\`).

What each guide cost a day stands in the bots table, \`pk\` \`BOT#…\`, \`sk\` \`DAY#yyyy-mm-dd\`, as \`microUsd\`: millionths of a dollar.
`
}

function sum(lines: CostLine[], of: (line: CostLine) => number): number {
  return lines.reduce((total, line) => total + of(line), 0)
}

/** Cents below a hundred dollars, whole dollars above; what is less than half a cent says so. */
function dollars(value: number): string {
  if (value > 0 && value < 0.005) return '< $0.01'
  if (value < 100) return `$${value.toFixed(2)}`
  return `$${Math.round(value).toLocaleString('en')}`
}

function amount({ units, unit }: CostLine): string {
  const digits = units >= 100 || Number.isInteger(units) ? 0 : 3
  return `${units.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`
}

/** The price as AWS writes it: of a million where one is next to nothing. */
function rate({ price, unit }: CostLine): string {
  if (price >= 0.001) return `$${Number(price.toPrecision(6))} a ${unit.replace(/s$/, '')}`
  return `$${Number((price * 1_000_000).toPrecision(8))} a million ${unit}`
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
