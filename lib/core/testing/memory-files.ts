import type { FileStore } from '../documents/ports.ts'
import { structuredTextSchema } from '../documents/structured-text.ts'
import type { PackFiles } from '../retrieval/ports.ts'

/** The bucket in memory: `objects` holds packs by bot and name, `files` everything else by key. */
export function memoryFiles() {
  const files = new Map<string, string>()
  const objects = new Map<string, Map<string, Uint8Array>>()
  const ofBot = (botId: string) => {
    const held = objects.get(botId) ?? new Map<string, Uint8Array>()
    objects.set(botId, held)
    return held
  }

  const store: FileStore = {
    async uploadTarget(key, { contentType }) {
      return { url: 'memory:', fields: { key, 'Content-Type': contentType } }
    },
    async size(key) {
      const file = files.get(key)
      return file === undefined ? null : Buffer.byteLength(file)
    },
    async tag(key) {
      return files.get(key) ?? null
    },
    async copy(from, to) {
      const file = files.get(from)
      if (file === undefined) throw new Error(`There is nothing at ${from}.`)
      files.set(to, file)
    },
    async putText(key, value) {
      files.set(key, JSON.stringify(value))
    },
    async getText(key) {
      const text = files.get(key)
      return text === undefined ? null : structuredTextSchema.parse(JSON.parse(text))
    },
    async textBytes(key, from, to) {
      const bytes = Buffer.from(files.get(key) ?? '')
      return from < bytes.length
        ? { bytes: new Uint8Array(bytes.subarray(from, to)), total: bytes.length }
        : null
    },
    async deletePrefix(prefix) {
      for (const key of files.keys()) if (key.startsWith(prefix)) files.delete(key)
    },
  }
  const packFiles: PackFiles = {
    async put(botId, object, parts) {
      ofBot(botId).set(object, new Uint8Array(Buffer.concat(parts)))
    },
    async read(botId, object, from, to) {
      const bytes = ofBot(botId).get(object)
      if (to <= from) return new Uint8Array()
      return bytes && bytes.length >= to ? bytes.slice(from, to) : null
    },
    list: async botId => [...ofBot(botId).keys()],
    async delete(botId, names) {
      for (const name of names) ofBot(botId).delete(name)
    },
  }
  return { store, packFiles, files, objects }
}
