import { expect, it } from 'vitest'
import { meantSetting } from './meant-setting.ts'

it.each([
  ['DOCENT_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['docent_sign_up', 'DOCENT_SIGN_UP'],
  [' DOCENT SIGN-UP', 'DOCENT_SIGN_UP'],
  ['DOCENTSIGN_UP', 'DOCENT_SIGN_UP'],
  // Two letters exchanged, one missing, too many, another.
  ['DOCNET_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCEN_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCCENT_SIGN_UP', 'DOCENT_SIGN_UP'],
  ['DOCEMT_SIGN_UP', 'DOCENT_SIGN_UP'],
])('%j is meant as %s', (name, meant) => expect(meantSetting(name)).toBe(meant))

it.each(['DOCENT', 'DOCUMENT_ROOT', 'DOCKER_HOST', 'CONTENT_TYPE', 'RECENT_FILES', 'AWS_REGION', ''])(
  '%j is somebody else’s',
  name => expect(meantSetting(name)).toBeNull(),
)
