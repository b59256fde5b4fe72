'use client'
import { CircleHelp } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { type Twin, twinInWords } from '#lib/client/twin-of.ts'
import type { Upload } from '#lib/client/upload-queue.ts'
import { RowFrame } from './row-frame.tsx'
import { useUploads } from './uploads-context.ts'

/** A file that is here already: what to do with it is asked where it stands. */
export function UndecidedRow({ upload: { key, name }, twin }: { upload: Upload; twin: Twin }) {
  const { cancel, decide } = useUploads()
  const { documentId } = twin
  return (
    <RowFrame icon={<CircleHelp size={18} className="text-doubt" />} name={<bdi title={name}>{name}</bdi>}>
      <p role="status" className="text-small text-doubt">
        {twinInWords(twin)}
      </p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {documentId !== null && <Button onClick={() => decide(key, documentId)}>Replace it</Button>}
        <Button onClick={() => decide(key, null)}>Add as a second document</Button>
        <Button onClick={() => cancel(key)}>Leave it out</Button>
      </div>
    </RowFrame>
  )
}
