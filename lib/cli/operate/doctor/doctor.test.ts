import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { CreateSecretCommand, DeleteSecretCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type DeployedInstallation,
  runDocent,
  startDeployedInstallation,
} from '../testing/deployed-installation.ts'

const TITAN = 'amazon.titan-embed-text-v2:0'

let place: DeployedInstallation
beforeAll(async () => {
  place = await startDeployedInstallation()
}, 120_000)
afterEach(() => place.instead.clear())
afterAll(() => place.close())

it('finds everything well, names what it cannot know, and ends with 0', async () => {
  const { code, text, wrong, untold } = await place.doctor({}, { environment: {} })
  expect(wrong).toEqual([])
  expect(untold).toEqual([expect.stringContaining('alarms')])
  expect(untold[0]).toContain('aws sns list-subscriptions-by-topic')
  for (const about of [
    ...['outputs', 'credentials', 'clock', 'tables', 'files', 'queue', 'secret', 'models', 'address'],
    ...['app', 'chat', 'mail'],
  ])
    expect(text).toMatch(new RegExp(`^ok +${about} `, 'm'))
  expect(text).toContain('well from inside: guides, passages, files, secret, models, sign-in, answers.')
  expect(text).toContain(`the app takes ${place.publicUrl} for its own address.`)
  expect(text).toMatch(/\nNothing found wrong; 1 cannot be told\.\n$/)
  expect(code).toBe(0)
})

describe('says what is wrong and what to do:', () => {
  it('names in the outputs that lead nowhere', async () => {
    const { operators } = place.docent
    const ingestQueueUrl = `${operators!.ingestQueueUrl}-gone`
    const { code, wrong } = await place.doctor({
      vectorsTable: 'docent-nothing',
      bucket: 'docent-nothing-either',
      ticketSecret: 'no-such-secret',
      userPoolId: 'us-east-1_nowhere',
      operators: { ...operators, ingestQueueUrl, alarmsAreMailed: false },
    })
    expect(wrong).toEqual([
      expect.stringContaining('there is no docent-nothing in us-east-1 of this account'),
      expect.stringContaining('there is no bucket docent-nothing-either'),
      expect.stringContaining('there is no queue documents-gone'),
      expect.stringContaining('there is no secret no-such-secret'),
      expect.stringContaining('do not sign people in to us-east-1_nowhere'),
      expect.stringContaining('there is no user pool us-east-1_nowhere'),
      expect.stringContaining('nobody hears them: set DOCENT_ALARM_EMAIL'),
    ])
    expect(code).toBe(1)
  })

  it('a table that is another', async () => {
    const { botsTable, vectorsTable } = place.docent
    const { wrong } = await place.doctor({ vectorsTable: botsTable, botsTable: vectorsTable })
    expect(wrong.slice(0, 2)).toEqual([
      expect.stringContaining(`${vectorsTable} has the keys botId, chunkId, not pk, sk`),
      expect.stringContaining(`${botsTable} has the keys pk, sk, not botId, chunkId`),
    ])
  })

  it('a secret that was deleted', async () => {
    const SecretId = place.docent.ticketSecret
    await place.secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
    try {
      const { wrong } = await place.doctor()
      expect(wrong[0]).toContain(`aws secretsmanager restore-secret --secret-id ${SecretId}`)
    } finally {
      await place.secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'k'.repeat(64) }))
    }
  })

  it('what restoring would miss', async () => {
    const bucket = 'docent-without-versions'
    await place.s3.send(new CreateBucketCommand({ Bucket: bucket }))
    await place.switchRecovery(place.docent.botsTable, false)
    try {
      expect((await place.doctor({ bucket })).wrong).toEqual([
        expect.stringMatching(/no moment of docent-bots can be had.*aws dynamodb update-continuous-backups/),
        expect.stringMatching(/docent-without-versions keeps no versions.*aws s3api put-bucket-versioning/),
      ])
    } finally {
      await place.switchRecovery(place.docent.botsTable, true)
    }
  })

  it('a role that is not attached: from here all of it works', async () => {
    place.instead.set('/api/health', (_, response) => {
      response.writeHead(503)
      const [guides, files, secret] = Array(3).fill('failed')
      response.end(
        JSON.stringify({ ok: false, checks: { guides, files, secret, passages: 'ok', answers: 'failed' } }),
      )
    })
    const { code, wrong, text } = await place.doctor()
    expect(wrong).toEqual([
      expect.stringMatching(
        /not well from inside: guides, files, secret\. Role not attached: from here it works.*--compute-role-arn/,
      ),
      expect.stringContaining('not well from inside: answers. It does not reach the address of the chat'),
    ])
    expect(text).toContain('; well from inside: passages.')
    expect(code).toBe(1)
  })

  it('a role, also where no moment of a table can be had', async () => {
    place.instead.set('/api/health', (_, response) =>
      response.writeHead(503).end(JSON.stringify({ ok: false, checks: { guides: 'failed' } })),
    )
    await place.switchRecovery(place.docent.botsTable, false)
    try {
      expect((await place.doctor()).wrong.at(-1)).toContain('not well from inside: guides. Role not attached')
    } finally {
      await place.switchRecovery(place.docent.botsTable, true)
    }
  })

  it('no role where the table fails from here as well', async () => {
    place.instead.set('/api/health', (_, response) =>
      response.writeHead(503).end(JSON.stringify({ ok: false, checks: { passages: 'failed' } })),
    )
    const { wrong } = await place.doctor({ vectorsTable: 'docent-nothing' })
    expect(wrong.at(-1)).toContain('not well from inside: passages. See the lines about tables')
  })

  it.each([
    [500, 'the server runs, but answers 500 where it is to say how it is'],
    [404, 'the server runs, but answers 404'],
  ])('a server that runs and cannot say how it is: %s', async (status, words) => {
    place.instead.set('/api/health', (_, response) => response.writeHead(status).end('<h1>Sorry</h1>'))
    expect((await place.doctor()).wrong).toEqual([expect.stringContaining(words)])
  })

  it('a build from before, another address, and nobody', async () => {
    for (const path of ['/api/health', '/api/health?shallow'])
      place.instead.set(path, (_, response) => response.writeHead(404).end())
    expect((await place.doctor()).wrong).toEqual([expect.stringContaining('a build from before /api/health')])
    place.instead.set('/api/health', (_, response) =>
      response.writeHead(301, { location: 'https://docent.example.com/api/health' }).end(),
    )
    expect((await place.doctor()).wrong[0]).toContain('leads on to https://docent.example.com/api/health')
    const { wrong, text } = await place.doctor({}, { words: ['--address', 'http://127.0.0.1:9'] })
    expect(text).toMatch(/^ok +address +http:\/\/127\.0\.0\.1:9 is on this machine/m)
    expect(text).toMatch(/^cannot be told +address +what all pages there say/m)
    expect(wrong.join('\n')).toMatch(/app +http:\/\/127\.0\.0\.1:9 does not answer \(/)
  })

  it('a chat that every site may ask, ours may not, or that is not there', async () => {
    const { cors, chatUrl, publicUrl } = place
    try {
      cors.allowOrigins = ['*']
      expect((await place.doctor()).wrong).toEqual([
        expect.stringContaining('pages of every site may ask (CORS)'),
      ])
      cors.allowOrigins = ['https://old.example.com']
      expect((await place.doctor()).wrong).toEqual([
        expect.stringContaining(`pages of ${publicUrl} may not ask (CORS), so every question there fails.`),
      ])
    } finally {
      cors.allowOrigins = [publicUrl]
    }
    const { wrong, untold } = await place.doctor({ chatUrl: 'http://127.0.0.1:9/' })
    expect(wrong).toEqual([expect.stringContaining('http://127.0.0.1:9/ does not answer')])
    expect(untold[0]).toContain(`questions go to ${chatUrl}`)
  })

  it('an address that is another, or not encrypted', async () => {
    const other = place.publicUrl.replace('127.0.0.1', 'localhost')
    const { wrong } = await place.doctor({}, { words: ['--address', other] })
    expect(wrong).toEqual([
      expect.stringContaining(`the app takes ${place.publicUrl} for its own address`),
      expect.stringMatching(`pages of ${other} may not ask.*Else look again with the right --address`),
    ])
    const plain = await place.doctor({}, { words: ['--address', 'http://docent.invalid'] })
    expect(plain.wrong[0]).toContain('http://docent.invalid is not encrypted')
    const operators = { ...place.docent.operators, embedUrl: 'http://embed.invalid' }
    expect((await place.doctor({ operators })).wrong).toEqual([
      expect.stringContaining('http://embed.invalid is not encrypted'),
      expect.stringContaining('pages of http://embed.invalid may not ask'),
    ])
    const nowhere = await place.doctor({}, { words: ['--address', 'https://docent.invalid'] })
    expect(nowhere.wrong[0]).toContain('docent.invalid leads nowhere (ENOTFOUND')
  })

  it('a model that the account may not use', async () => {
    place.instead.set('/api/health', isWell)
    await place.app.bedrock.setAccess({ model: TITAN, authorization: 'NOT_AUTHORIZED' })
    try {
      const { wrong } = await place.doctor()
      expect(wrong).toEqual([expect.stringContaining(`${TITAN}: this account may not use it.`)])
      await place.app.bedrock.setAccess({ model: TITAN, hidden: true })
      const { code, untold } = await place.doctor()
      expect(untold[0]).toContain(`${TITAN} could not be checked`)
      expect(code).toBe(0)
    } finally {
      await place.app.bedrock.clearAccess()
    }
  })

  it('also the model that puts passages into order', async () => {
    const operators = { ...place.docent.operators, rerankModel: 'cohere.rerank-v9:0' }
    expect((await place.doctor({ operators })).wrong).toEqual([
      expect.stringContaining('cohere.rerank-v9:0 does not exist in us-east-1'),
    ])
  })

  it.each([
    [90_000, /this machine is (89|90|91) s behind AWS, which refuses/],
    [-400_000, /this machine is (399|400|401) s ahead of AWS, which refuses/],
  ])('a clock that is off by %s ms', async (off, words) => {
    const skewed = await tablesWithClock(place.app.awsUrl, off)
    try {
      const environment = { AWS_ENDPOINT_URL_DYNAMODB: skewed.url }
      expect((await place.doctor({}, { environment })).wrong).toEqual([expect.stringMatching(words)])
    } finally {
      await skewed.close()
    }
  })

  it('keys that AWS does not know, once', async () => {
    const environment = { AWS_SECRET_ACCESS_KEY: 'another' }
    const { wrong, untold, code } = await place.doctor({}, { environment })
    expect(wrong).toEqual([expect.stringContaining('AWS does not take them')])
    expect(wrong[0]).toContain('aws sso login')
    expect(untold.filter(line => line.includes('see the line about credentials')).length).toBeGreaterThan(4)
    expect(code).toBe(1)
  })

  it('keys of an account that is not the installation’s', async () => {
    const ticketSecret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Key-AbCdEf'
    const environment = { AWS_ACCOUNT_ID: '999999999999' }
    const { wrong } = await place.doctor({ ticketSecret }, { environment })
    expect(wrong[0]).toContain('they are of the account 999999999999, the installation is in 123456789012')
  })

  it('no keys at all', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', HOME: place.folder }
    expect((await place.doctor({}, { environment: none })).wrong[0]).toContain('there are none (')
  })
})

it('knows less of what an earlier build deployed, and says what', async () => {
  const { operators: _, ...before } = place.docent
  const { code, untold, wrong } = await place.doctor({ ...before, operators: undefined })
  expect(wrong).toEqual([])
  expect(untold.map(line => line.split(/ {2,}/)[1])).toEqual([
    ...['outputs', 'queue', 'address', 'app', 'chat', 'alarms'],
  ])
  expect(code).toBe(0)
  const told = await place.doctor({ operators: undefined }, { words: ['--address', place.publicUrl] })
  expect(told.untold).toHaveLength(3)
})

it('ends with 2 where there is nothing to look at', async () => {
  const { PATH } = process.env
  const none = await runDocent(['doctor', '--outputs', `${place.folder}/none.json`], { PATH })
  expect(none.text).toContain('none.json; docs/operate/deploy.md says how it is written.')
  expect(none.code).toBe(2)
  const bad = await place.doctor({ region: '' })
  expect(bad.text).toContain('custom.docent.region: cannot be used; put the AWS region')
  expect(bad.code).toBe(2)
  const path = await place.doctor({}, { words: ['--address', 'https://docent.example.com/en'] })
  expect(path.text).toContain('is no address without a path')
  expect(path.code).toBe(2)
})

/** The server says for seconds what it has found once. */
function isWell(_: unknown, response: ServerResponse) {
  response.end(JSON.stringify({ ok: true, checks: { guides: 'ok' } }))
}

/** The same tables behind a service whose clock goes otherwise: it passes calls on, and tells its own time to a look. */
async function tablesWithClock(awsUrl: string, offMs: number) {
  const { hostname, port } = new URL(awsUrl)
  const server = createServer((asked, answered) => {
    if (asked.method === 'GET')
      return answered.writeHead(200, { date: new Date(Date.now() + offMs).toUTCString() }).end()
    const { method, url: path, headers } = asked
    return asked.pipe(
      request({ hostname, port, method, path, headers }, reply => {
        answered.writeHead(reply.statusCode!, reply.headers)
        reply.pipe(answered)
      }),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
