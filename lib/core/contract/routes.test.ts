import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { type ApiRoute, type ParamsOf, pathOf } from './api-route.ts'
import { routes } from './routes.ts'

const all: [string, ApiRoute][] = Object.entries(routes)

describe.each(all)('%s', (_, { status, request, response }) => {
  it('can be written down for those who do not read TypeScript', () => {
    if (request) expect(z.toJSONSchema(request, { io: 'input' })).not.toEqual({})
    if (response) expect(z.toJSONSchema(response)).not.toEqual({})
  })

  it('has a body unless it says that it has none', () => {
    expect(response === null).toBe(status === 204)
  })
})

it('names each method of a path once', () => {
  expect(new Set(all.map(([, { method, path }]) => `${method} ${path}`)).size).toBe(all.length)
})

it('makes a path of its parameters, whatever they hold', () => {
  const { path } = routes.getDocument
  expect(pathOf(path, { botId: 'a/b', documentId: '?' })).toBe('/api/bots/a%2Fb/documents/%3F')
  expectTypeOf<ParamsOf<typeof path>>().toExtend<{ botId: string; documentId: string }>()
})
