import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { S3Error } from '../s3-error.ts'
import type { ChecksumAlgorithm } from '../wire/checksum.ts'
import type { SentChecksum } from '../wire/receive-body.ts'
import { isMissing, publishFile, replaceFile, syncFolder } from './durable-file.ts'
import type { ObjectAttributes } from './object-file.ts'
import type { ObjectStore } from './object-store.ts'

export interface Upload {
  id: string
  bucket: string
  key: string
  attributes: ObjectAttributes
  checksum: { algorithm: ChecksumAlgorithm; type: 'FULL_OBJECT' | 'COMPOSITE' } | undefined
}

export interface Part {
  number: number
  size: number
  /** MD5 in hex */
  etag: string
  /** ISO 8601 */
  lastModified: string
  checksum: SentChecksum | undefined
  /** Name of the file with its bytes, within the upload's folder. */
  file: string
}

/**
 * Multipart uploads on disk, in a folder each: `upload.json`, and for every part its bytes beside `<n>.json`,
 * which names them. Sending a part again writes new bytes and then replaces the JSON, so a part is never torn.
 */
export class MultipartStore {
  private readonly folder: string
  private readonly objects: ObjectStore

  private constructor(folder: string, objects: ObjectStore) {
    this.folder = folder
    this.objects = objects
  }

  static async open(folder: string, objects: ObjectStore): Promise<MultipartStore> {
    await mkdir(folder, { recursive: true })
    return new MultipartStore(folder, objects)
  }

  async create(upload: Omit<Upload, 'id'>): Promise<Upload> {
    const created = { ...upload, id: randomBytes(24).toString('base64url') }
    const temporary = this.objects.temporaryPath()
    await mkdir(temporary)
    await writeFile(join(temporary, 'upload.json'), JSON.stringify(created), { flush: true })
    await syncFolder(temporary)
    await publishFile(temporary, this.folderOf(created.id))
    return created
  }

  /** Throws NoSuchUpload, also when the upload is for another key. */
  async find(id: string, bucket: string, key: string): Promise<Upload> {
    const upload = /^[\w-]{32}$/.test(id)
      ? await readJson<Upload>(join(this.folderOf(id), 'upload.json'))
      : undefined
    if (upload === undefined || upload.bucket !== bucket || upload.key !== key) throw noSuchUpload()
    return upload
  }

  async addPart(upload: Upload, staged: string, part: Omit<Part, 'file'>): Promise<void> {
    const folder = this.folderOf(upload.id)
    const file = `${part.number}-${randomBytes(8).toString('hex')}`
    const before = await readJson<Part>(join(folder, `${part.number}.json`))
    try {
      await publishFile(staged, join(folder, file))
      const json = JSON.stringify({ ...part, file })
      await replaceFile(this.objects.temporaryPath(), join(folder, `${part.number}.json`), json)
    } catch (error) {
      await rm(staged, { force: true })
      throw isMissing(error) ? noSuchUpload() : error // aborted or completed while the part came in
    }
    if (before !== undefined) await rm(join(folder, before.file), { force: true })
  }

  /** By number, ascending. */
  async parts(upload: Upload): Promise<Part[]> {
    const folder = this.folderOf(upload.id)
    const files = (await readdir(folder)).filter(name => /^\d+\.json$/.test(name))
    const parts = await Promise.all(files.map(name => readJson<Part>(join(folder, name))))
    return parts.filter(part => part !== undefined).sort((a, b) => a.number - b.number)
  }

  async *bytes(upload: Upload, parts: Part[]): AsyncGenerator<Buffer> {
    for (const part of parts) yield* createReadStream(join(this.folderOf(upload.id), part.file))
  }

  async remove(upload: Upload): Promise<void> {
    const temporary = this.objects.temporaryPath()
    try {
      await rename(this.folderOf(upload.id), temporary)
    } catch (error) {
      throw isMissing(error) ? noSuchUpload() : error // another request was first
    }
    await syncFolder(this.folder)
    await rm(temporary, { recursive: true })
  }

  private folderOf(id: string): string {
    return join(this.folder, id)
  }
}

function noSuchUpload(): S3Error {
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'
  return new S3Error('NoSuchUpload', 404, message)
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
