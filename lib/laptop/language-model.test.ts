import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { CannotStart } from './cannot-start.ts'
import {
  chooseLanguageModel,
  type LanguageModel,
  NO_LANGUAGE_MODEL,
  nameOfModel,
  whoAnswers,
} from './language-model.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

describe('where nothing is said, the usual ports are looked at', () => {
  it.each([
    [['llama3.2', 'mistral'], 'llama3.2'],
    [['nomic-embed-text:latest', 'text-embedding-nomic-embed-text-v1.5', 'bge-m3', 'qwen3:8b'], 'qwen3:8b'],
    [['gpt-oss:120b-cloud', 'glm-4.6:cloud', 'gemma3'], 'gemma3'],
  ])('and the first chat model answers: %j', async (models, name) => {
    const port = await serveModels(models)
    const url = `http://127.0.0.1:${port}`
    expect(await choose({}, [port])).toEqual({
      ...{ id: 'docent.local-model', name },
      server: { url, model: name },
      bedrock: null,
      problem: null,
    })
  })

  it('and people read its name without the tag that says nothing', async () => {
    const port = await serveModels(['llama3.2:latest'])
    expect(await choose({}, [port])).toMatchObject({ name: 'llama3.2', server: { model: 'llama3.2:latest' } })
  })

  it('and the first port goes before the second', async () => {
    const ports = [await serveModels(['first']), await serveModels(['second'])]
    expect(nameOfModel(await choose({}, ports))).toBe(`first at 127.0.0.1:${ports[0]}`)
    const [silent, second] = [await freePort(), ports[1]!]
    expect(nameOfModel(await choose({}, [silent, second]))).toBe(`second at 127.0.0.1:${second}`)
  })

  it('and LOCAL_MODEL says which of its models', async () => {
    const port = await serveModels(['llama3.2', 'mistral'])
    expect(await choose({ LOCAL_MODEL: 'mistral' }, [port])).toMatchObject({
      name: 'mistral',
      server: { model: 'mistral' },
    })
  })

  it.each<[string, RequestListener]>([
    ['has no model that talks', answer({ data: [{ id: 'all-minilm' }] })],
    ['is something else', answer({ hello: 'world' })],
    ['speaks no JSON', (_, response) => response.end('<h1>Hello</h1>')],
    ['refuses', (_, response) => response.writeHead(401).end('{"error":"no"}')],
  ])('and nobody answers where what is there %s', async (_, listener) => {
    expect(await choose({}, [await serve(listener)])).toEqual(NO_LANGUAGE_MODEL)
  })

  it('and one that never answers is given up, two side by side', async () => {
    let open = 0
    let most = 0
    const mute: RequestListener = (_, response) => {
      most = Math.max(most, ++open)
      response.once('close', () => open--)
    }
    expect(await choose({}, [await serve(mute), await serve(mute)])).toEqual(NO_LANGUAGE_MODEL)
    expect(most).toBe(2)
  })
})

describe('what is said counts', () => {
  it('LOCAL_MODEL_URL=none keeps to quotes, whoever answers', async () => {
    const port = await serveModels(['llama3.2'])
    expect(await choose({ LOCAL_MODEL_URL: 'none' }, [port])).toEqual(NO_LANGUAGE_MODEL)
  })

  it.each(['none', 'None', 'amazon.nova-lite-v1:0', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0'])(
    'DOCENT_CHAT_MODEL is Bedrock’s, whoever answers here, and Bedrock is not connected: %s',
    async id => {
      const port = await serveModels(['llama3.2'])
      expect(await choose({ DOCENT_CHAT_MODEL: id }, [port])).toEqual(NO_LANGUAGE_MODEL)
      expect(await choose({ DOCENT_CHAT_MODEL: id, LOCAL_MODEL_URL: 'none' }, [port])).toEqual(
        NO_LANGUAGE_MODEL,
      )
    },
  )

  it('DOCENT_CHAT_MODEL is what a named server is asked as', async () => {
    const url = `http://127.0.0.1:${await serveModels(['llama3.2'])}`
    const theirs = { DOCENT_CHAT_MODEL: 'amazon.nova-lite-v1:0', LOCAL_MODEL_URL: url }
    expect(await choose(theirs, [])).toMatchObject({ id: 'amazon.nova-lite-v1:0', name: 'llama3.2' })
  })

  it('the stand-in for tests answers where it is asked for by its own name', async () => {
    const id = 'docent.local-model'
    expect(await choose({ DOCENT_CHAT_MODEL: id }, [])).toEqual({ ...NO_LANGUAGE_MODEL, id })
  })

  it('LOCAL_MODEL_URL goes before the usual ports, asked with its key for its first chat model', async () => {
    let asked: IncomingHttpHeaders = {}
    const port = await serve((request, response) => {
      asked = request.headers
      response.end(JSON.stringify({ data: [{ id: 'bge-large' }, { id: 'gpt-oss:120b-cloud' }] }))
    })
    const url = `http://127.0.0.1:${port}/v1/`
    const model = await choose({ LOCAL_MODEL_URL: url, LOCAL_MODEL_KEY: 'secret' }, [
      await serveModels(['x']),
    ])
    expect(model).toEqual({
      ...{ id: 'docent.local-model', name: 'gpt-oss:120b-cloud' },
      server: { url, model: 'gpt-oss:120b-cloud' },
      bedrock: null,
      problem: null,
    })
    expect(asked.authorization).toBe('Bearer secret')
  })

  it.each(['none', ' none', 'NONE', 'none '])('%j is none', async said => {
    const port = await serveModels(['llama3.2'])
    expect(await choose({ LOCAL_MODEL_URL: said }, [port])).toEqual(NO_LANGUAGE_MODEL)
  })

  it('an address without http:// is one, and what cannot be one stops the start', async () => {
    const port = await serveModels(['llama3.2'])
    expect(await choose({ LOCAL_MODEL_URL: `localhost:${port}/v1` }, [])).toMatchObject({
      name: 'llama3.2',
      server: { url: `http://localhost:${port}/v1` },
    })
    await expect(choose({ LOCAL_MODEL_URL: 'off' }, [port])).rejects.toThrow(CannotStart)
  })

  it('a name that is none is not taken', async () => {
    const port = await serveModels(['a\u0000b', 'x'.repeat(201), 'real'])
    expect(await choose({ LOCAL_MODEL_URL: `http://127.0.0.1:${port}` }, [])).toMatchObject({ name: 'real' })
    expect(await choose({}, [port])).toMatchObject({ name: 'real' })
  })
})

describe('a server that was named and does not answer stays, and the start says so', () => {
  it('where nobody is there', async () => {
    const place = `127.0.0.1:${await freePort()}`
    const model = await choose({ LOCAL_MODEL_URL: `http://${place}/v1` }, [])
    expect(model).toMatchObject({ id: 'docent.local-model', name: null, server: { model: '' } })
    expect(said(model, {})).toMatch(
      `No model answers at ${place} (nothing is running there); answers fail until one does.`,
    )
  })

  it('where no request goes to its port', async () => {
    const model = await choose({ LOCAL_MODEL_URL: 'http://127.0.0.1:9/v1' }, [])
    expect(said(model, {})).toMatch(
      'No model answers at 127.0.0.1:9 (requests to this port are not allowed; give the server another one)',
    )
  })

  it('where LOCAL_MODEL says which, too', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const model = await choose({ LOCAL_MODEL_URL: url, LOCAL_MODEL: 'phi4' }, [])
    expect(nameOfModel(model)).toMatch(/^phi4 at /)
    expect(said(model, {})).toMatch(/^No model answers at /)
  })

  it.each<[string, RequestListener, RegExp]>([
    [
      'wants a key',
      (_, response) => response.writeHead(401).end(),
      /wants a key \(status 401\).*LOCAL_MODEL_KEY/,
    ],
    ['is something else', answer({ hello: 'world' }), /^No model answers at .*no server of models/],
    ['speaks no JSON', (_, response) => response.end('<h1>Hello</h1>'), /no server of models/],
    ['is broken', (_, response) => response.writeHead(500).end(), /^No model answers at .*status 500/],
    ['has nothing', answer({ data: [] }), /has no model that writes answers/],
    ['only compares texts', answer({ data: [{ id: 'bge-m3' }] }), /has no model that writes answers/],
  ])('where what is there %s', async (_, listener, sentence) => {
    const url = `http://127.0.0.1:${await serve(listener)}`
    expect(said(await choose({ LOCAL_MODEL_URL: url }, []), {})).toMatch(sentence)
  })

  it('where it does not take the key, which is not shown', async () => {
    const port = await serve((_, response) => response.writeHead(401).end('{"error":"sk-hunter2 is wrong"}'))
    const theirs = { LOCAL_MODEL_URL: `http://127.0.0.1:${port}`, LOCAL_MODEL_KEY: 'sk-hunter2' }
    const words = said(await choose(theirs, []), theirs)
    expect(words).toMatch(/does not take the key/)
    expect(words).not.toContain('hunter2')
  })

  it('where https is asked of one that speaks http', async () => {
    const url = `https://127.0.0.1:${await serveModels(['llama3.2'])}`
    expect(said(await choose({ LOCAL_MODEL_URL: url }, []), {})).toMatch(/it speaks no https; http:\/\/ may/)
  })

  it('where it does not have the model that LOCAL_MODEL names, here and on the usual ports', async () => {
    const port = await serveModels(['llama3.2:latest', 'bge-m3', 'mistral'])
    const url = `http://127.0.0.1:${port}`
    const named: Record<string, string>[] = [{ LOCAL_MODEL_URL: url }, {}]
    for (const theirs of named.map(more => ({ ...more, LOCAL_MODEL: 'phi4' }))) {
      expect(said(await choose(theirs, [port]), theirs)).toMatch(
        /does not list “phi4”.*: llama3\.2, mistral\.$/,
      )
    }
    expect(await choose({ LOCAL_MODEL_URL: url, LOCAL_MODEL: 'llama3.2' }, [])).toMatchObject({
      problem: null,
    })
  })

  it('and one that keeps no list answers perhaps', async () => {
    const port = await serve((_, response) => response.writeHead(404).end())
    const theirs = { LOCAL_MODEL_URL: `http://127.0.0.1:${port}`, LOCAL_MODEL: 'phi4' }
    expect(said(await choose(theirs, []), theirs)).toMatch(
      /^Answers are to come from phi4 at .*test question/,
    )
  })
})

describe('the start says who answers', () => {
  it('quotes, and where it stands how to connect a language model', () => {
    const quiet: Record<string, string>[] = [{}, { DOCENT_CHAT_MODEL: 'none' }, { DOCENT_CHAT_MODEL: 'None' }]
    for (const theirs of quiet) {
      expect(said(NO_LANGUAGE_MODEL, theirs)).toBe(
        'Answers are quotes from your documents. Settings, “Answers”, says how to connect a language model.',
      )
    }
  })

  it('quotes instead of a model that was named, and how to connect that one', () => {
    const words = said(NO_LANGUAGE_MODEL, { DOCENT_CHAT_MODEL: 'amazon.nova-lite-v1:0' })
    expect(words).toContain(
      'Answers are quotes from your documents: DOCENT_CHAT_MODEL names amazon.nova-lite-v1:0, but nothing connects to it.',
    )
    expect(words).toContain('DOCENT_CHAT_MODEL=amazon.nova-lite-v1:0 npm start -- --bedrock')
    expect(words).toContain('LOCAL_MODEL_URL=')
    expect(words).not.toContain('Answers come from')
  })

  it('a model, where one is connected', () => {
    const server = { url: 'http://127.0.0.1:11434', model: 'llama3.2' }
    const model = { ...NO_LANGUAGE_MODEL, id: 'docent.local-model', name: 'llama3.2', server }
    expect(said(model, {})).toBe('Answers come from llama3.2 at 127.0.0.1:11434.')
    const bedrock = { profile: 'museum', region: 'eu-west-1' }
    const id = 'amazon.nova-lite-v1:0'
    expect(said({ ...NO_LANGUAGE_MODEL, id, bedrock }, { DOCENT_CHAT_MODEL: id })).toBe(
      'Answers come from amazon.nova-lite-v1:0 at Amazon Bedrock in eu-west-1, with the AWS profile “museum”.',
    )
  })

  it('the stand-in, which is no language model', () => {
    const id = 'docent.local-model'
    expect(said({ ...NO_LANGUAGE_MODEL, id }, { DOCENT_CHAT_MODEL: id })).toBe(
      'Answers come from docent.local-model, which stands in for a language model in tests.',
    )
  })
})

function said(model: LanguageModel, theirs: Record<string, string>) {
  return whoAnswers(model, theirs as unknown as NodeJS.ProcessEnv)
}

function choose(theirs: Record<string, string>, ports: number[]) {
  return chooseLanguageModel(theirs as unknown as NodeJS.ProcessEnv, ports)
}

function serveModels(names: string[]): Promise<number> {
  return serve(answer({ object: 'list', data: names.map(id => ({ id, object: 'model' })) }))
}

function answer(body: unknown): RequestListener {
  return (request, response) => {
    if (request.url !== '/v1/models') response.writeHead(404)
    response.end(JSON.stringify(body))
  }
}

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
