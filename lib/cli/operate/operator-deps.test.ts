import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployed } from '#lib/aws/fixtures/deployed-outputs.ts'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import { environmentOfPlace } from './operator-deps.ts'

let data: string
let server: Server | undefined

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'docent-operator-'))
})
afterEach(() => {
  server?.close()
  server = undefined
  rmSync(data, { recursive: true })
})

function environment(values: Record<string, string>): NodeJS.ProcessEnv {
  return { NODE_ENV: 'test', ...values }
}

/** Something that answers as the AWS on loopback does. */
async function runInstallation(): Promise<string> {
  server = createServer((_request, response) => response.end('ok\n'))
  await new Promise<void>(done => server!.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  leaveEnvironment(data, { AWS_ENDPOINT_URL_DYNAMODB: url, DOCENT_BOTS_TABLE: 'on-loopback' })
  return url
}

describe('the installation an operator means', () => {
  it('is the one that runs on this machine, whatever AWS the shell points at', async () => {
    const url = await runInstallation()
    const theirs = environment({ AWS_PROFILE: 'somebody', AWS_ACCESS_KEY_ID: 'real', PATH: '/bin' })
    const place = await environmentOfPlace({ data }, theirs)
    expect(place).toEqual({
      PATH: '/bin',
      AWS_ENDPOINT_URL_DYNAMODB: url,
      DOCENT_BOTS_TABLE: 'on-loopback',
    })
  })

  it('is the one the environment names, where it names a table', async () => {
    await runInstallation()
    const theirs = environment({ AWS_PROFILE: 'somebody', DOCENT_BOTS_TABLE: 'in-the-cloud' })
    expect(await environmentOfPlace({}, theirs)).toEqual(theirs)
    expect(await environmentOfPlace({ data }, theirs)).not.toHaveProperty('DOCENT_BOTS_TABLE', 'in-the-cloud')
  })

  it('is the deployment whose outputs are given, with the credentials of the shell', async () => {
    await runInstallation()
    const outputs = join(data, 'amplify_outputs.json')
    writeFileSync(outputs, JSON.stringify(deployed))
    const place = await environmentOfPlace(
      { data, outputs },
      environment({ AWS_PROFILE: 'somebody', AWS_REGION: 'mars-1' }),
    )
    expect(place).toMatchObject({
      AWS_PROFILE: 'somebody',
      AWS_REGION: deployed.custom.docent.region,
      DOCENT_BOTS_TABLE: deployed.custom.docent.botsTable,
    })
    expect(place).not.toHaveProperty('AWS_ENDPOINT_URL_DYNAMODB')
  })

  it('is refused with what to do where there is none', async () => {
    await expect(environmentOfPlace({ data }, environment({}))).rejects.toThrow('npm start')
    await runInstallation()
    await new Promise(done => server!.close(done))
    server = undefined
    await expect(environmentOfPlace({ data }, environment({}))).rejects.toThrow('npm start')
    const outputs = join(data, 'none.json')
    await expect(environmentOfPlace({ data, outputs }, environment({}))).rejects.toThrow('none.json')
  })
})
