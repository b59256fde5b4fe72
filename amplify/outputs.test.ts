import { describe, expect, it } from 'vitest'
import { PLACE_NAMES, PUBLIC_URL, readable, rootOutputs } from './testing/places.ts'

describe.each(PLACE_NAMES)('what %s tells the frontend', place => {
  const custom = JSON.parse(readable(rootOutputs(place).customOutputs?.Value))

  it('is everything the server needs to find its resources, and no secret', () => {
    expect(Object.keys(custom.custom.docent)).toEqual([
      'region',
      'botsTable',
      'vectorsTable',
      'bucket',
      ...(place === 'everything' ? ['vectorBucket'] : []),
      'userPoolId',
      'userPoolClientId',
      'chatUrl',
      'ticketSecret',
      'chatModel',
      'embeddingModel',
      'embeddingDimensions',
      'metricsNamespace',
      'installation',
      'operators',
      'logGroups',
    ])
    expect(custom.custom.docent.operators).toEqual({
      publicUrl: PUBLIC_URL,
      embedUrl: place === 'everything' ? 'https://embed.example.com' : PUBLIC_URL,
      ingestQueueUrl: expect.stringMatching(/IngestQueue/),
      ...(place === 'everything' && { rerankModel: 'cohere.rerank-v3-5:0' }),
      alarmTopic: expect.stringMatching(/Alarms/),
      // The address itself is nobody's business who reads the outputs.
      alarmsAreMailed: place === 'everything',
    })
    expect(Object.keys(custom.custom.docent.logGroups)).toEqual([
      ...['ingest', 'extract', 'chat', 'sweep'],
      ...(place === 'everything' ? ['canary'] : []),
    ])
    expect(custom.custom.docent.logGroups.chat).toMatch(/ChatLog/)
    expect(custom.custom.docent.embeddingDimensions).toBe(1024)
    // The secret's name, not the secret.
    expect(custom.custom.docent.ticketSecret).toMatch(/TicketKey\w*Ref>$/)
  })

  it('names the role to attach to the branch', () => {
    expect(readable(rootOutputs(place).DocentWebRoleArn?.Value)).toMatch(/WebRole/)
  })
})
