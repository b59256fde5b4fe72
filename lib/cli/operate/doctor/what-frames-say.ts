import { paginateScan } from '@aws-sdk/client-dynamodb'
import { frameConfigSchema } from '#lib/core/contract/frame-config.ts'
import { ask } from './ask.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { type Finding, ok, unknown, wrong } from './finding.ts'
import { notSeen } from './not-seen.ts'

/** Of a table with many rows only the beginning is read: it costs. */
const MOST_PAGES = 5

/** A published guide's page says which address the app takes for its own, and where it sends questions. */
export async function whatFramesSay(
  place: DoctorPlace,
  publicUrl: string,
  signal: AbortSignal,
): Promise<Finding[]> {
  let botId: string | null
  try {
    botId = await somePublishedGuide(place, signal)
  } catch (error) {
    return [notSeen('which address the app takes for its own', 'dynamodb:Scan', error)]
  }
  if (!botId)
    return [
      unknown(
        'which address the app takes for its own: only the page of a published guide says it. Publish one.',
      ),
    ]
  const page = new URL(`/embed/${botId}`, publicUrl)
  const { status, text } = await ask(page, { headers: { 'sec-fetch-dest': 'document' }, signal })
  const json = /<script type="application\/json" id="docent-config">(.*?)<\/script>/s.exec(text)?.[1]
  if (!json)
    return [wrong(`${page} answers ${status} and shows no guide, though it is published; see "app".`)]
  const { origin, chatUrl } = frameConfigSchema.pick({ origin: true, chatUrl: true }).parse(JSON.parse(json))
  const asked = place.settings.chatUrl
  return [
    origin === publicUrl
      ? ok(`the app takes ${origin} for its own address.`)
      : wrong(
          `the app takes ${origin} for its own address, so lines that owners copy name that one. Set DOCENT_PUBLIC_URL to ${publicUrl}, and deploy again.`,
        ),
    ...(chatUrl === asked
      ? []
      : [unknown(`questions go to ${chatUrl}; looked at was ${asked} (DOCENT_CHAT_URL).`)]),
  ]
}

async function somePublishedGuide({ dynamo, settings }: DoctorPlace, abortSignal: AbortSignal) {
  const pages = paginateScan(
    { client: dynamo },
    {
      TableName: settings.botsTable,
      FilterExpression: 'sk = :bot AND published = :yes AND attribute_not_exists(workState)',
      ExpressionAttributeValues: { ':bot': { S: 'BOT' }, ':yes': { BOOL: true } },
      ProjectionExpression: 'id',
    },
  )
  let read = 0
  for await (const { Items = [] } of pages) {
    const id = Items[0]?.id?.S
    if (id) return id
    if (++read === MOST_PAGES || abortSignal.aborted) break
  }
  return null
}
