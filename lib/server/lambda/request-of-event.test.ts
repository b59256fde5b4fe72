import { describe, expect, it } from 'vitest'
import { clientAddress } from '../client-address.ts'
import { methodOfEvent, requestOfEvent } from './request-of-event.ts'

const event = (more: object = {}) => ({
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  headers: { 'content-type': 'application/json', 'x-forwarded-for': '1.1.1.1, 2.2.2.2' },
  requestContext: {
    domainName: 'abc.lambda-url.us-east-1.on.aws',
    http: { method: 'POST', sourceIp: '203.0.113.7' },
  },
  body: '{"question":"Füchse?"}',
  isBase64Encoded: false,
  ...more,
})
describe('a Function URL’s event as a request', () => {
  it('has its address, method, headers and body', async () => {
    const request = requestOfEvent(event({ rawPath: '/a', rawQueryString: 'b=c' }))
    expect(request.url).toBe('https://abc.lambda-url.us-east-1.on.aws/a?b=c')
    expect(request.method).toBe('POST')
    expect(request.headers.get('content-type')).toBe('application/json')
    expect(await request.json()).toEqual({ question: 'Füchse?' })
  })

  it('reads a body that came in base64', async () => {
    const body = Buffer.from('ü').toString('base64')
    expect(await requestOfEvent(event({ body, isBase64Encoded: true })).text()).toBe('ü')
  })

  it('counts the caller by the address that AWS saw, whatever the caller says', () => {
    expect(clientAddress(requestOfEvent(event()), 1)).toBe('203.0.113.7')
  })

  it('of a GET has no body, and what is no such event is refused', () => {
    const { requestContext } = event()
    const get = { ...requestContext, http: { ...requestContext.http, method: 'GET' } }
    expect(requestOfEvent(event({ requestContext: get })).body).toBeNull()
    expect(() => requestOfEvent({ Records: [] })).toThrow()
  })

  it('tells its method also where no request can be made of it', () => {
    const { requestContext } = event()
    const trace = { ...requestContext, http: { ...requestContext.http, method: 'TRACE' } }
    expect(methodOfEvent(event({ requestContext: trace }))).toBe('TRACE')
    expect(() => requestOfEvent(event({ requestContext: trace }))).toThrow('TRACE')
  })
})
