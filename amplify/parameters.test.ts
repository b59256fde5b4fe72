import { describe, expect, it } from 'vitest'
import { parseParameters } from './parameters.ts'

const given = { DOCENT_PUBLIC_URL: 'https://docent.example.com/' }

describe('what the operator decides', () => {
  it('needs an address, and has a sensible answer to everything else', () => {
    expect(parseParameters(given)).toEqual({
      publicUrl: 'https://docent.example.com',
      embedUrl: 'https://docent.example.com',
      chatModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      embeddingModel: 'amazon.titan-embed-text-v2:0',
      embeddingDimensions: 1024,
      rerankModel: null,
      signUp: { mode: 'open' },
      googleSignIn: false,
      alarmEmail: null,
      appId: null,
      monthlyBudgetUsd: 50,
      firewall: false,
      canaryPage: null,
      s3Vectors: false,
      reserveConcurrency: true,
      chatConcurrency: 100,
      passedOn: {},
    })
  })

  it('takes none for no language model, and Titan V2 only for what compares texts', () => {
    expect(parseParameters({ ...given, DOCENT_CHAT_MODEL: 'none' }).chatModel).toBeNull()
    for (const model of ['cohere.embed-multilingual-v3', 'amazon.titan-embed-text-v1'])
      expect(() => parseParameters({ ...given, DOCENT_EMBEDDING_MODEL: model })).toThrow(
        /DOCENT_EMBEDDING_MODEL/,
      )
  })

  it('stops at a value that could not be written to the build, and at a name in small letters', () => {
    expect(() => parseParameters({ ...given, DOCENT_FOREIGN_PAGE_URL: 'https://a.example\\x' })).toThrow(
      /DOCENT_FOREIGN_PAGE_URL: cannot be written to the build/,
    )
    expect(() => parseParameters({ ...given, docent_alarm_email: 'a@b.example' })).toThrow(
      'docent_alarm_email: is written in capitals: DOCENT_ALARM_EMAIL',
    )
  })

  it('passes limits and budgets on under the names the functions read, and only those given', () => {
    const limits = {
      DOCENT_BUDGET_BOT_DAY_USD: '2.5',
      DOCENT_BUDGET_BOT_MONTH_USD: 'none',
      DOCENT_QUESTIONS_PER_BOT: '90',
    }
    expect(parseParameters({ ...given, ...limits }).passedOn).toEqual(limits)
  })

  it.each(['DOCENT_BUGDET_BOT_DAY_USD', 'DOCENT_ALARM_MAIL', 'DOCENT_CANARY_ULR'])(
    'stops at %s, which nobody would read, and never prints its value',
    name => {
      expect(() => parseParameters({ ...given, [name]: 'secret' })).toThrow(
        new RegExp(`^(?!.*secret).*${name}: is no setting of Docent`, 's'),
      )
    },
  )

  it.each([
    'DOCNET_SIGN_UP',
    'DOCENT-SIGN-UP',
    'DOCENT_SIGN_UP ',
    ' DOCENT_SIGN_UP',
    'DOCENTSIGN_UP',
    'Dcent_Sign_Up',
  ])('stops at “%s”, which is nearly a setting of ours, and says how that is written', name => {
    expect(() => parseParameters({ ...given, [name]: 'closed' })).toThrow('is written DOCENT_SIGN_UP.')
  })

  it.each([
    ...['DOCUMENT_ROOT', 'DOCKER_HOST', 'CONTENT_TYPE', 'DOCENT', 'RECENT_FILES'],
    ...['DOCENTRIC_URL', 'DECENT_MODE', 'DOZENT_NAME'],
  ])('leaves %s to whose it is', name => {
    expect(() => parseParameters({ ...given, [name]: 'mine' })).not.toThrow()
  })

  it('takes a field left empty for one not given', () => {
    expect(parseParameters({ ...given, DOCENT_ALARM_EMAIL: ' ' }).alarmEmail).toBeNull()
  })

  it('knows the app where it is built by Amplify Hosting', () => {
    expect(parseParameters({ ...given, AWS_APP_ID: 'd1a2b3c4d5e6f7' }).appId).toBe('d1a2b3c4d5e6f7')
  })

  it.each([
    ['DOCENT_PUBLIC_URL', 'docent.example.com'],
    ['DOCENT_PUBLIC_URL', 'ftp://docent.example.com'],
    ['DOCENT_PUBLIC_URL', 'http://docent.example.com'],
    ['DOCENT_QUESTIONS_PER_BOT', '1e15'],
    ['DOCENT_PUBLIC_URL', 'https://docent.example.com/some/path'],
    ['DOCENT_PUBLIC_URL', 'https://docent.example.com/?page=1'],
    ['DOCENT_EMBED_URL', 'embed'],
    ['DOCENT_EMBED_URL', 'https://someone@embed.example.com/#top'],
    ['DOCENT_CHAT_CONCURRENCY', '1e6'],
    ['DOCENT_MONTHLY_BUDGET_USD', '1e12'],
    ['DOCENT_GUIDE_BOT_ID', 'https://docent.example.com/bots/bot_01J'],
    ['DOCENT_CHAT_MODEL', 'claude'],
    ['DOCENT_CHAT_MODEL', 'arn:aws:bedrock:us-east-1::foundation-model/a.b'],
    ['DOCENT_EMBEDDING_DIMENSIONS', '768'],
    ['DOCENT_SIGN_UP', 'perhaps'],
    ['DOCENT_SIGN_UP_INVITED', 'anna'],
    ['DOCENT_GOOGLE_SIGN_IN', 'maybe'],
    ['DOCENT_S3_VECTORS', 'perhaps'],
    ['DOCENT_ALARM_EMAIL', 'nobody'],
    ['DOCENT_CANARY_URL', 'true'],
    ['DOCENT_CANARY_URL', 'https://docent.example.com/bots/bot_1'],
    ['DOCENT_MONTHLY_BUDGET_USD', '0'],
    ['DOCENT_BUDGET_BOT_DAY_USD', '-1'],
    ['DOCENT_QUESTIONS_PER_BOT', '1.5'],
    ['DOCENT_BUDGET_OWNER_MONTH_USD', 'plenty'],
    ['DOCENT_BUDGET_OWNER_MONTH_USD', '9007199255'],
    ['DOCENT_MAX_UPLOAD_MB', '1000'],
  ])('stops at %s = %s, naming it and what to put', (name, value) => {
    expect(() => parseParameters({ ...given, [name]: value })).toThrow(
      new RegExp(`${name}: cannot be used; put .+\\.`),
    )
  })

  it.each(['DOCENT_EXTRACTION_SECONDS', 'DOCENT_LEASE_SECONDS', 'DOCENT_BUCKET', 'DOCENT_TICKET_KEY'])(
    'stops at %s, which would reach nobody, and never prints its value',
    name => {
      const value = 'secret'.repeat(8)
      expect(() => parseParameters({ ...given, [name]: value })).toThrow(new RegExp(`${name}: `))
      expect(() => parseParameters({ ...given, [name]: value })).not.toThrow(/secret/)
    },
  )

  it('passes on what the web server reads too, from the same variables', () => {
    const theirs = {
      DOCENT_MODEL_SILENCE_SECONDS: '90',
      DOCENT_MAX_UPLOAD_MB: '10',
      DOCENT_CHAT_MODEL_NAME: 'Haiku',
    }
    expect(parseParameters({ ...given, ...theirs }).passedOn).toEqual({ DOCENT_MODEL_SILENCE_SECONDS: '90' })
  })

  it('stops where it is said who is invited and not that accounts are by invitation, or the other way round', () => {
    const list = { DOCENT_SIGN_UP_INVITED: '@museum.example' }
    expect(() => parseParameters({ ...given, ...list })).toThrow('is for DOCENT_SIGN_UP=invited only')
    const invited = { ...given, DOCENT_SIGN_UP: 'invited' }
    expect(() => parseParameters(invited)).toThrow('DOCENT_SIGN_UP_INVITED: is missing; put the addresses')
    expect(parseParameters({ ...invited, ...list }).signUp).toEqual({
      mode: 'invited',
      invitations: ['@museum.example'],
    })
  })

  it('stops where the address is missing', () => {
    expect(() => parseParameters({})).toThrow(/DOCENT_PUBLIC_URL: is missing; put the address/)
  })
})
