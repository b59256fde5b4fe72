import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it, vi } from 'vitest'
import { bundleFunctions } from '../../cli/build/bundle-functions.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-pre-sign-up-'))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('as it is uploaded, with its two settings and nothing else, lets in who is invited', async () => {
  const { preSignUp } = bundleFunctions(folder)
  vi.stubEnv('DOCENT_SIGN_UP', 'invited')
  vi.stubEnv('DOCENT_SIGN_UP_INVITED', '@school.example')
  const { handler } = await import(pathToFileURL(join(preSignUp.folder, 'index.mjs')).href)
  const event = (email: string) => ({
    triggerSource: 'PreSignUp_ExternalProvider',
    request: { userAttributes: { email } },
  })
  expect(await handler(event('anna@school.example'))).toEqual(event('anna@school.example'))
  await expect(handler(event('anna@elsewhere.example'))).rejects.toThrow('This e-mail address is not invited')
})
