'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useReducer, useRef } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { ApiProblem, describeProblem } from '#lib/client/api-problem.ts'
import { checkFile } from '#lib/client/check-file.ts'
import { addDocument, deleteDocument } from '#lib/client/documents-api.ts'
import { sendFile } from '#lib/client/send-file.ts'
import { isUnfinished, startable, type Upload, uploadQueue } from '#lib/client/upload-queue.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { safeFileName } from '#lib/core/documents/file-name.ts'
import { documentsKey } from './document-queries.ts'
import { UploadsContext } from './uploads-context.ts'

interface Work {
  file: File
  stop: AbortController
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
      const request = { name: file.name, size: file.size, replaces: upload.replaces }
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
    const present = queries.getQueryData<DocumentView[]>(documentsKey(botId)) ?? []
    const names = new Set([
      ...present.filter(({ id }) => id !== replaces).map(({ name }) => name),
      ...queue.map(({ name }) => name),
    ])
    const uploads = files.map(file => {
      const key = crypto.randomUUID()
      const name = safeFileName(file.name)
      const refusal = checkFile(file, maxUploadBytes)
      const namesake = names.has(name)
      names.add(name)
      work.current.set(key, { file, stop: new AbortController() })
      return { key, name, size: file.size, replaces: replaces ?? null, namesake, refusal }
    })
    tell({ type: 'added', uploads })
  }

  function cancel(key: string) {
    work.current.get(key)?.stop.abort()
    work.current.delete(key)
    tell({ type: 'left', key })
  }

  function retry(key: string) {
    const begun = work.current.get(key)
    if (!begun) return
    work.current.set(key, { file: begun.file, stop: new AbortController() })
    tell({ type: 'retried', key })
  }

  return <UploadsContext value={{ queue, add, cancel, retry }}>{children}</UploadsContext>
}
