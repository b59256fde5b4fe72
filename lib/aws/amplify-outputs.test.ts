import { describe, expect, it } from 'vitest'
import { parseSettings } from '#lib/aws/settings.ts'
import { type AmplifyOutputs, environmentOf, parseAmplifyOutputs } from './amplify-outputs.ts'
import { deployed } from './fixtures/deployed-outputs.ts'

const docent = deployed.custom.docent

function refusal(change: (outputs: typeof deployed) => void): string {
  const outputs = structuredClone(deployed)
  change(outputs)
  try {
    parseAmplifyOutputs(JSON.stringify(outputs), 'amplify_outputs.json')
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}

describe('amplify_outputs.json', () => {
  it('is read as a deployment writes it', () => {
    const outputs: AmplifyOutputs = parseAmplifyOutputs(JSON.stringify(deployed), 'amplify_outputs.json')
    expect(outputs.custom.docent).toEqual(docent)
  })

  it.each(Object.keys(docent).filter(key => key !== 'ticketSecret' && key !== 'metricsNamespace'))(
    'without %s is refused by name, with what belongs there and what to do',
    key => {
      const message = refusal(outputs => delete (outputs.custom.docent as Record<string, unknown>)[key])
      expect(message).toMatch(
        new RegExp(
          `^amplify_outputs.json cannot be used:\\n  custom.docent.${key}: is missing; put .{5,}\\.\\n`,
        ),
      )
      expect(message).toContain('deploy it again (docs/operate/deploy.md)')
    },
  )

  it('may say what operators need, and nothing of it is a setting', () => {
    const operators = {
      publicUrl: 'https://docent.example.com',
      embedUrl: 'https://embed.example.com',
      ingestQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/IngestQueue',
      alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:Alarms',
      alarmsAreMailed: false,
    }
    const withThem = { ...deployed, custom: { docent: { ...docent, operators } } }
    const outputs = parseAmplifyOutputs(JSON.stringify(withThem), 'amplify_outputs.json')
    expect(outputs.custom.docent.operators).toEqual(operators)
    const without = parseAmplifyOutputs(JSON.stringify(deployed), 'amplify_outputs.json')
    expect(environmentOf(outputs)).toEqual(environmentOf(without))
    const message = refusal(bad =>
      Object.assign(bad.custom.docent, { operators: { ...operators, publicUrl: 'https://a.example/path' } }),
    )
    expect(message).toContain('custom.docent.operators.publicUrl: cannot be used; put')
  })

  it.each([
    ['version', outputs => (outputs.version = '2')],
    ['auth.user_pool_id', outputs => (outputs.auth.user_pool_id = 'somewhere else')],
    ['storage.bucket_name', outputs => (outputs.storage.bucket_name = '')],
    ['custom.docent.chatUrl', outputs => (outputs.custom.docent.chatUrl = 'javascript:alert(1)')],
    ['custom.docent.embeddingDimensions', outputs => (outputs.custom.docent.embeddingDimensions = 1000)],
  ] as [string, (outputs: typeof deployed) => void][])('with a bad %s is refused by name', (path, change) => {
    expect(refusal(change)).toContain(`\n  ${path}: cannot be used; put `)
  })

  it('tells where people sign in with Google, if they may', () => {
    const plain = parseAmplifyOutputs(JSON.stringify(deployed), 'amplify_outputs.json')
    const oauth = { identity_providers: ['GOOGLE'], domain: 'docent.auth.us-east-1.amazoncognito.com' }
    const withOauth = (identity_providers: string[]) =>
      environmentOf({ ...plain, auth: { ...plain.auth, oauth: { ...oauth, identity_providers } } })
    expect(withOauth(['GOOGLE']).DOCENT_GOOGLE_SIGN_IN_HOST).toBe(oauth.domain)
    expect(withOauth([])).not.toHaveProperty('DOCENT_GOOGLE_SIGN_IN_HOST')
    expect(environmentOf(plain)).not.toHaveProperty('DOCENT_GOOGLE_SIGN_IN_HOST')
  })

  it('names all that is wrong at once', () => {
    const message = refusal(outputs => {
      outputs.custom.docent.bucket = ''
      delete (outputs as { auth?: unknown }).auth
    })
    expect(message).toContain('\n  auth: is missing; ')
    expect(message).toContain('\n  custom.docent.bucket: cannot be used; ')
  })

  it.each(['', '{"version":', 'null', '[]', '"text"'])('that holds %j is refused', text => {
    expect(() => parseAmplifyOutputs(text, 'a.json')).toThrow(
      /^a\.json cannot be used:\n {2}.+\n.+deploy\.md/,
    )
  })

  it('becomes settings that the server starts with, and nothing else', () => {
    const environment = environmentOf(parseAmplifyOutputs(JSON.stringify(deployed), 'amplify_outputs.json'))
    const settings = parseSettings({ ...environment, DOCENT_PUBLIC_URL: 'https://docent.example.com' })
    expect(settings).toMatchObject({
      ...{ region: docent.region, botsTable: docent.botsTable, vectorsTable: docent.vectorsTable },
      ...{ bucket: docent.bucket, userPoolId: docent.userPoolId, userPoolClientId: docent.userPoolClientId },
      ...{ chatUrl: docent.chatUrl, chatModel: docent.chatModel, embeddingModel: docent.embeddingModel },
      ...{ embeddingDimensions: 1024, metricsNamespace: 'Docent' },
      ticketKey: { secret: docent.ticketSecret },
    })
    expect(Object.keys(environment)).toHaveLength(12)
  })
})
