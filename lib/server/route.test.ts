import { describe, expect, it, vi } from 'vitest'
import { routes } from '#lib/core/contract/routes.ts'
import { DocentError } from '#lib/core/errors.ts'
import { MAX_REPLY_BYTES, publicRoute, reply } from './route.ts'

// Nothing of it is touched; without this it would ask for a whole place to run in.
vi.mock('./deps.ts', () => ({ deps: () => ({}) }))
vi.mock('#lib/aws/settings.ts', () => ({ settings: () => ({ publicUrl: 'https://docent.example.com' }) }))

const issued = { ticket: 'a.b', expiresAt: '2026-11-21T10:00:00.000Z' }

it('answers with the status of the route, for no cache to keep', async () => {
  const document = { ...shown, ownerId: 'owner_1', heartbeat: shown.createdAt }
  const upload = { url: 'https://example.com', fields: { key: 'k' } }
  const response = reply(routes.addDocument, { document, upload })
  expect(response.status).toBe(201)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(await response.json()).toEqual({ document: shown, upload })
})

it('leaves out what the contract does not name', async () => {
  const grant = { ...issued, visitor: 'visitor_1', secret: 'key' }
  expect(await reply(routes.renewTicket, grant).json()).toEqual(issued)
})

it('sends nothing that is not as promised', () => {
  expect(() => reply(routes.renewTicket, { ...issued, expiresAt: 'soon' })).toThrow('expiresAt')
})

it('sends nothing that a web host would not hand on', () => {
  const piece = 'a'.repeat(MAX_REPLY_BYTES)
  expect(() => reply(routes.getDocumentText, { piece, pieces: 1 })).toThrow(
    /^GET \/api\/bots\/\[botId\]\/documents\/\[documentId\]\/text\/\[piece\] would answer 5000023 bytes\.$/,
  )
})

describe('what any route answers', () => {
  const asked = new Request('https://docent.example.com/api/x')
  const headersOf = async (handle: () => Promise<Response>) =>
    (await publicRoute(handle)(asked, { params: Promise.resolve({}) })).headers

  it('runs nothing, stands in no frame and is what it says it is, refused or not', async () => {
    const refused = async () => {
      throw new DocentError('not-found', 'There is no such guide.', 'Look at the list.')
    }
    for (const handle of [async () => Response.json({}), refused]) {
      const headers = await headersOf(handle)
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/)
    }
  })

  it('keeps a policy of its own', async () => {
    const policy = "default-src 'self'"
    const own = async () => new Response('', { headers: { 'content-security-policy': policy } })
    expect((await headersOf(own)).get('content-security-policy')).toBe(policy)
  })
})

const shown = {
  id: 'doc_1',
  fileName: 'Rules.pdf',
  fileHash: null,
  name: 'Rules.pdf',
  origin: { kind: 'upload' as const },
  format: 'pdf' as const,
  size: 5,
  status: 'waiting' as const,
  progress: null,
  failure: null,
  replaces: null,
  pageCount: null,
  unreadablePages: [],
  leftOut: [],
  passageCount: 0,
  characterCount: 0,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
}
