import { createContext, use } from 'react'
import type { Upload } from '#lib/client/upload-queue.ts'

export interface Uploads {
  queue: readonly Upload[]
  /** Checks the files and sends those that can be sent. `replaces`: the document the one file takes the place of. */
  add: (files: readonly File[], replaces?: string) => void
  cancel: (key: string) => void
  /** What to do with a file that is here already: `replaces` as for `add`, null to have it twice. */
  decide: (key: string, replaces: string | null) => void
  retry: (key: string) => void
}

export const UploadsContext = createContext<Uploads | null>(null)

export function useUploads(): Uploads {
  const uploads = use(UploadsContext)
  if (!uploads) throw new Error('useUploads needs an UploadsProvider around it')
  return uploads
}
