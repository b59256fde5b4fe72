import { describe, expect, it } from 'vitest'
import { parseSettings } from './settings.ts'

const good = {
  AWS_REGION: 'us-east-1',
  DOCENT_BOTS_TABLE: 'bots',
  DOCENT_VECTORS_TABLE: 'vectors',
  DOCENT_BUCKET: 'files',
  DOCENT_USER_POOL_ID: 'us-east-1_AbCdEf',
  DOCENT_USER_POOL_CLIENT_ID: 'client',
  DOCENT_TICKET_KEY: 'k'.repeat(32),
  DOCENT_PUBLIC_URL: 'https://docent.example.com/',
}

function refusal(changes: Record<string, string | undefined>): string {
  try {
    parseSettings({ ...good, ...changes })
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}

describe('settings', () => {
  it('need only what has no sensible default', () => {
    expect(parseSettings(good)).toMatchObject({
      publicUrl: 'https://docent.example.com',
      chatUrl: 'https://docent.example.com/api/chat',
      embedUrl: 'https://docent.example.com',
      maxUploadBytes: 25 * 1_048_576,
      embeddingDimensions: 1_024,
      trustedProxies: 1,
      developmentTools: false,
      s3Endpoint: null,
    })
  })

  it.each(Object.keys(good))('name %s where it is missing or empty, and say what belongs there', name => {
    for (const value of [undefined, '', '  ']) {
      expect(refusal({ [name]: value })).toMatch(new RegExp(`\\n  ${name}: is missing; put .{10,}\\.$`))
    }
  })

  it.each([
    ['DOCENT_USER_POOL_ID', 'secret pool'],
    ['DOCENT_TICKET_KEY', 'secret-too-short'],
    ['DOCENT_PUBLIC_URL', 'secret.example.com'],
    ['DOCENT_PUBLIC_URL', 'javascript:secret'],
    ['DOCENT_PUBLIC_URL', 'https://docent.example.com/secret'],
    ['DOCENT_PUBLIC_URL', 'https://docent.example.com/?secret'],
    ['DOCENT_EMBED_URL', 'https://secret@embed.example.com/'],
    ['DOCENT_GUIDE_BOT_ID', 'secret museum'],
    ['DOCENT_GUIDE_BOT_ID', 'doc_01J00000000000000000000000'],
    ['DOCENT_CHAT_URL', 'ftp://secret.example.com'],
    ['DOCENT_EMBED_URL', 'embed.secret.example.com'],
    ['DOCENT_EMBEDDING_DIMENSIONS', '1000secret'],
    ['DOCENT_LEXICAL_WEIGHT', '1.5secret'],
    ['DOCENT_LEXICAL_WEIGHT', '1.1'],
    ['DOCENT_MAX_UPLOAD_MB', '101'],
    ['DOCENT_MAX_UPLOAD_MB', '-1'],
    ['DOCENT_EXTRACTION_SECONDS', '0'],
    ['DOCENT_MODEL_SILENCE_SECONDS', '0'],
    ['DOCENT_MODEL_SILENCE_SECONDS', 'secret'],
    ['DOCENT_QUESTIONS_PER_VISITOR', '1.5'],
    ['DOCENT_QUESTIONS_PER_BOT', 'secret'],
    ['DOCENT_BUDGET_BOT_DAY_USD', '0'],
    ['DOCENT_BUDGET_BOT_MONTH_USD', '-5'],
    ['DOCENT_BUDGET_OWNER_DAY_USD', 'Infinity'],
    ['DOCENT_BUDGET_OWNER_DAY_USD', '1000000001'],
    ['DOCENT_BUDGET_OWNER_MONTH_USD', '10 secret dollars'],
    ['DOCENT_METRICS_NAMESPACE', 'a secret space'],
    ['DOCENT_TRUSTED_PROXIES', '-1'],
    ['DOCENT_INDEX_MEGABYTES', 'NaN'],
    ['DOCENT_DEVELOPMENT_TOOLS', 'secret'],
    ['AWS_ENDPOINT_URL_S3', 'secret'],
  ])('name %s where it cannot be used, and never print it: %s', (name, value) => {
    const message = refusal({ [name]: value })
    expect(message).toContain(`\n  ${name}: cannot be used; put `)
    if (value.includes('secret')) expect(message).not.toContain('secret')
  })

  it('name all that need attention at once', () => {
    const message = refusal({ DOCENT_BUCKET: undefined, DOCENT_TICKET_KEY: 'short', AWS_REGION: '' })
    expect(
      message
        .split('\n')
        .slice(1)
        .map(line => line.trim().split(':')[0])
        .toSorted(),
    ).toEqual(['AWS_REGION', 'DOCENT_BUCKET', 'DOCENT_TICKET_KEY'])
  })

  it('take the key of the tickets from a secret instead', () => {
    expect(parseSettings(good).ticketKey).toEqual({ key: 'k'.repeat(32) })
    const settings = parseSettings({ ...good, DOCENT_TICKET_KEY: '', DOCENT_TICKET_SECRET: 'docent/ticket' })
    expect(settings.ticketKey).toEqual({ secret: 'docent/ticket' })
  })

  it('refuse two keys of the tickets, and neither is printed', () => {
    const message = refusal({ DOCENT_TICKET_SECRET: 'docent/ticket', DOCENT_BUCKET: '' })
    expect(message).toContain(
      '\n  DOCENT_TICKET_KEY and DOCENT_TICKET_SECRET: are both given; leave one of them out.',
    )
    expect(message).toContain('\n  DOCENT_BUCKET: is missing')
    expect(message).not.toContain('docent/ticket')
  })

  it('say that a missing key of the tickets may be in a secret', () => {
    expect(refusal({ DOCENT_TICKET_KEY: undefined })).toContain(
      'or leave it out and give DOCENT_TICKET_SECRET.',
    )
  })

  it('limit spending unless told not to, and print no figures unless asked to', () => {
    expect(parseSettings(good)).toMatchObject({
      budgets: { botDay: 2, botMonth: 20, ownerDay: 5, ownerMonth: 50 },
      metricsNamespace: null,
    })
    const lifted = { DOCENT_BUDGET_BOT_DAY_USD: 'none', DOCENT_BUDGET_OWNER_MONTH_USD: 'none' }
    expect(parseSettings({ ...good, ...lifted }).budgets).toEqual({
      ...{ botDay: null, botMonth: 20, ownerDay: 5, ownerMonth: null },
    })
    const careful = { ...good, DOCENT_BUDGET_BOT_DAY_USD: '2.5', DOCENT_METRICS_NAMESPACE: 'Docent' }
    expect(parseSettings(careful)).toMatchObject({ budgets: { botDay: 2.5 }, metricsNamespace: 'Docent' })
  })

  it('take the largest budget that can be counted, and name it, or none, to whoever wants more', () => {
    const most = parseSettings({ ...good, DOCENT_BUDGET_BOT_DAY_USD: '1000000000' })
    expect(most.budgets.botDay! * 1_000_000).toBeLessThan(Number.MAX_SAFE_INTEGER)
    expect(() => parseSettings({ ...good, DOCENT_BUDGET_BOT_DAY_USD: '9007199255' })).toThrow(
      /DOCENT_BUDGET_BOT_DAY_USD: cannot be used; put .* up to 1,000,000,000, such as 5, or none\./,
    )
  })

  it('take an empty value for a missing one, also where it would be read as 0', () => {
    const empty = parseSettings({
      ...good,
      DOCENT_LEXICAL_WEIGHT: '',
      DOCENT_TRUSTED_PROXIES: ' ',
      DOCENT_CHAT_URL: '',
      DOCENT_GUIDE_BOT_ID: '',
    })
    expect(empty).toEqual(parseSettings(good))
    expect(empty.lexicalWeight).toBe(0.5)
  })
})
