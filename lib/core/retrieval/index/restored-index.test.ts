import { expect, it } from 'vitest'
import { repackBot } from '../packs/repack-bot.ts'
import { type MemoryPacks, memoryPacks } from '../testing/memory-packs.ts'
import { someDocument, someQuery } from '../testing/sample-passages.ts'

type Index = ReturnType<MemoryPacks['process']>['index']

async function found(memory: MemoryPacks, index: Index) {
  const passages = await index.search(memory.asked(), someQuery(1), 50)
  return Object.fromEntries(
    passages.map(({ documentId, ordinal, text }) => [`${documentId}#${ordinal}`, text]),
  )
}

function inTable(memory: MemoryPacks) {
  const passages = [...memory.bot.passages.values()].flat()
  return Object.fromEntries(
    passages.map(({ documentId, ordinal, text }) => [`${documentId}#${ordinal}`, text]),
  )
}

/** All of a bot as it is now. Answers what puts it back; of objects those that are missing. */
function backUp({ bot }: MemoryPacks) {
  const { row, passages, objects } = bot
  const saved = structuredClone({ ...row, passages: [...passages], objects: [...objects] })
  return () => {
    const { passages: backPassages, objects: backObjects, documents, ...rest } = structuredClone(saved)
    Object.assign(row, rest)
    // Looked at from outside: the same collections stay.
    refill(row.documents, documents)
    refill(passages, new Map(backPassages))
    for (const [name, bytes] of backObjects) objects.set(name, bytes)
  }
}

function refill<Value>(map: Map<string, Value>, values: Map<string, Value>) {
  map.clear()
  for (const [key, value] of values) map.set(key, value)
}

async function guide() {
  const memory = await memoryPacks()
  await memory.add('doc_kept', someDocument('doc_kept', 2, 1))
  await memory.add('doc_lost', someDocument('doc_lost', 2, 2))
  return { memory, index: memory.process().index }
}

it('answers by what came back under a lower version', async () => {
  const { memory, index } = await guide()
  const restore = backUp(memory)
  await memory.withdraw('doc_lost')
  await memory.add('doc_new', someDocument('doc_new', 2, 3))
  expect(Object.keys(await found(memory, index)).toSorted()).toEqual([
    ...['doc_kept#0', 'doc_kept#1', 'doc_new#0', 'doc_new#1'],
  ])

  restore()
  expect(await found(memory, index)).toEqual(inTable(memory))
  expect(Object.keys(inTable(memory))).toHaveLength(4)
})

it('gives the texts that came back, also of passages that had others meanwhile', async () => {
  const { memory, index } = await guide()
  const restore = backUp(memory)
  await memory.add('doc_kept', someDocument('doc_kept', 2, 7))
  expect(await found(memory, index)).toEqual(inTable(memory))

  restore()
  expect(await found(memory, index)).toEqual(inTable(memory))
})

it('answers by what a version says that went back, and on to the same number with other documents', async () => {
  const { memory, index } = await guide()
  const restore = backUp(memory)
  await memory.add('doc_forgotten', someDocument('doc_forgotten', 2, 3))
  await found(memory, index)
  const held = memory.asked().knowledgeVersion

  restore()
  await repackBot(memory.deps, 'bot_1')
  await memory.add('doc_other', someDocument('doc_other', 2, 4))
  expect(memory.asked().knowledgeVersion).toBeGreaterThan(held)
  expect(await found(memory, index)).toEqual(inTable(memory))
})

it('takes up what was packed anew, of documents that a manifest called withdrawn too', async () => {
  const { memory, index } = await guide()
  const restore = backUp(memory)
  await memory.withdraw('doc_lost')
  await found(memory, index)

  // As from a backup into a table in which the manifest is a newer one.
  const { manifest, bot } = structuredClone({ manifest: memory.bot.manifest, bot: memory.bot.row.bot })
  restore()
  Object.assign(memory.bot.row, { manifest, bot })
  await repackBot(memory.deps, 'bot_1')
  expect(await found(memory, index)).toEqual(inTable(memory))
  expect(Object.keys(inTable(memory))).toHaveLength(4)
})

it('gives a version that was never used, though a clock goes back', async () => {
  const { memory } = await guide()
  await repackBot(memory.deps, 'bot_1')
  const first = memory.asked().knowledgeVersion
  expect(first).toBe(memory.state.now)
  memory.state.now -= 60_000
  await repackBot(memory.deps, 'bot_1')
  expect(memory.asked().knowledgeVersion).toBe(first + 1)
})
