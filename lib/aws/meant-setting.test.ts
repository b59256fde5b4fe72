import { expect, it } from 'vitest'
import { meantSetting } from './meant-setting.ts'

const OURS = ['AWS_REGION', 'DOCENT_SIGN_UP']

it.each([
  ['DOCENT_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['docent_sign_up', 'DOCENT_SIGN_UP'],
  [' DOCENT SIGN-UP', 'DOCENT_SIGN_UP'],
  ['DOCENTSIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCENTSIGNUP', 'DOCENT_SIGN_UP'],
  ['DOCNET_SIGNUP', 'DOCENT_SIGN_UP'],
  // Two letters exchanged, one missing, too many, another.
  ['DOCNET_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCEN_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCCENT_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCEMT_SIGN_UP', 'DOCENT_SIGN_UP'],
])('%j is meant as %s', (name, meant) => expect(meantSetting(name, OURS)).toBe(meant))

it.each(['DOCENT', 'DOCUMENT_ROOT', 'DOCKER_HOST', 'CONTENT_TYPE', 'RECENT_FILES', 'AWS_REGION', ''])(
  '%j is somebody else’s',
  name => expect(meantSetting(name, [...OURS, name])).toBeNull(),
)

it.each(['DOCENTRIC_URL', 'DECENT_MODE', 'DOZENT_NAME', 'DOCENTS'])(
  '%j is somebody else’s, as no setting of ours is written nearly so',
  name => expect(meantSetting(name, OURS)).toBeNull(),
)

it.each([
  ['DOCENT_SING_UP', 'DOCENT_SING_UP'],
  ['docent-sing-up', 'DOCENT_SING_UP'],
])('%j is ours by its first word, though no setting is named so', (name, meant) =>
  expect(meantSetting(name, OURS)).toBe(meant),
)
