'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useReducer, useRef } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { ApiProblem, describeProblem } from '#lib/client/api-problem.ts'
import { checkFile } from '#lib/client/check-file.ts'
import { addDocument, deleteDocument, listDocuments } from '#lib/client/documents-api.ts'
import { hashFile } from '#lib/client/hash-file.ts'
import { sendFile } from '#lib/client/send-file.ts'
import { twinOf } from '#lib/client/twin-of.ts'
import { isUnfinished, startable, type Upload, uploadQueue } from '#lib/client/upload-queue.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { safeFileName } from '#lib/core/documents/file-name.ts'
import { documentsKey } from './document-queries.ts'
import { UploadsContext } from './uploads-context.ts'

interface Work {
  file: File
  stop: AbortController
  name: string
  fileHash: string | null
}

/** Carries the uploads of one guide, whichever of its pages is open. */
export function UploadsProvider({ botId, children }: { botId: string; children: ReactNode }) {
  const { maxUploadBytes } = useConfig()
  const queries = useQueryClient()
  const [queue, tell] = useReducer(uploadQueue, [])
  // Files and requests are no state: nothing is drawn from them.
  const work = useRef(new Map<string, Work>())

  const refresh = () => queries.invalidateQueries({ queryKey: documentsKey(botId) })

  async function run(upload: Upload, { file, stop }: Work) {
    const { key } = upload
    tell({ type: 'asked', key })
    let accepted: string | null = null
    try {
      const request = {
        name: file.name,
        size: file.size,
        replaces: upload.replaces,
        fileHash: upload.fileHash,
      }
      const answer = await addDocument(botId, request)
      accepted = answer.document.id
      stop.signal.throwIfAborted()
      tell({ type: 'accepted', key, documentId: accepted })
      await sendFile(file, answer.upload, {
        signal: stop.signal,
        onProgress: sent => tell({ type: 'progressed', key, sent }),
      })
      await refresh()
      work.current.delete(key)
      tell({ type: 'left', key })
    } catch (error) {
      if (!stop.signal.aborted) {
        const { message, nextStep } = describeProblem(error)
        const retryable = !(error instanceof ApiProblem) || error.code !== 'invalid'
        tell({ type: 'failed', key, problem: { reason: message, nextStep }, retryable })
      }
      // The server would wait for a file that is not coming.
      if (accepted) await discard(accepted)
    }
  }

  async function discard(documentId: string) {
    try {
      await deleteDocument(botId, documentId)
    } catch (error) {
      // Its own sweep removes what nobody uploads; the person's upload has failed and been told of already.
      if (!(error instanceof ApiProblem)) throw error
    } finally {
      await refresh()
    }
  }

  useEffect(() => {
    for (const upload of startable(queue)) {
      const begun = work.current.get(upload.key)
      if (begun) void run(upload, begun)
    }
  })

  const unfinished = queue.some(isUnfinished)
  useEffect(() => {
    if (!unfinished) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', hold)
    return () => removeEventListener('beforeunload', hold)
  }, [unfinished])

  useEffect(() => {
    const running = work.current
    return () => {
      for (const { stop } of running.values()) stop.abort()
    }
  }, [])

  function add(files: readonly File[], replaces?: string) {
    const uploads = files.map(file => ({
      file,
      key: crypto.randomUUID(),
      name: safeFileName(file.name),
      size: file.size,
      replaces: replaces ?? null,
      refusal: checkFile(file, maxUploadBytes),
    }))
    tell({ type: 'added', uploads: uploads.map(({ file: _, ...upload }) => upload) })
    const sendable = uploads.filter(({ refusal }) => refusal === null)
    for (const { key, file, name } of sendable)
      work.current.set(key, { file, name, stop: new AbortController(), fileHash: null })
    void check(
      sendable.map(({ key }) => key),
      replaces,
    )
  }

  /** Looks at each file, one after another, and at what is here already: unless it is to take a place. */
  async function check(keys: readonly string[], replaces: string | undefined) {
    const present = await presentDocuments()
    for (const key of keys) {
      const looked = work.current.get(key)
      if (!looked) continue
      looked.fileHash = await hashFile(looked.file)
      const before = [...work.current].slice(0, [...work.current.keys()].indexOf(key))
      const coming = before.map(([, { name, fileHash }]) => ({ id: null, name, fileName: name, fileHash }))
      const twin = replaces ? null : twinOf({ ...looked, fileName: looked.name }, [...present, ...coming])
      tell({ type: 'checked', key, fileHash: looked.fileHash, twin })
    }
  }

  async function presentDocuments(): Promise<readonly DocumentView[]> {
    const queryKey = documentsKey(botId)
    try {
      const queryFn = () => listDocuments(botId)
      return await queries.fetchQuery({ queryKey, queryFn, staleTime: 0, retry: false })
    } catch (error) {
      // What was seen last has to do; the upload tells what is wrong with the line.
      if (!(error instanceof ApiProblem)) throw error
      return queries.getQueryData<DocumentView[]>(queryKey) ?? []
    }
  }

  function decide(key: string, replaces: string | null) {
    tell({ type: 'decided', key, replaces })
  }

  function cancel(key: string) {
    work.current.get(key)?.stop.abort()
    work.current.delete(key)
    tell({ type: 'left', key })
  }

  function retry(key: string) {
    const begun = work.current.get(key)
    if (!begun) return
    work.current.set(key, { ...begun, stop: new AbortController() })
    tell({ type: 'retried', key })
  }

  return <UploadsContext value={{ queue, add, cancel, decide, retry }}>{children}</UploadsContext>
}
