'use client'
import { CircleAlert, FileUp, X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { formatBytes } from '#lib/client/format.ts'
import type { Upload } from '#lib/client/upload-queue.ts'
import { RowFrame } from './row-frame.tsx'
import { UndecidedRow } from './undecided-row.tsx'
import { useUploads } from './uploads-context.ts'

interface UploadRowProps {
  upload: Upload
  /** The document it takes the place of. */
  replacedName: string | null
}

/** A file on its way from this computer, or one that could not be sent and why. */
export function UploadRow({ upload, replacedName }: UploadRowProps) {
  const { cancel, retry } = useUploads()
  const { key, name, state, problem, twin } = upload
  if (twin) return <UndecidedRow upload={upload} twin={twin} />
  const stopped = state === 'failed' || state === 'refused'
  return (
    <RowFrame
      wordy={stopped}
      icon={stopped ? <CircleAlert size={18} className="text-bad" /> : <FileUp size={18} />}
      name={<bdi title={name}>{name}</bdi>}
      bar={
        !stopped && (
          <ProgressBar label={`Uploading ${name}`} value={upload.size > 0 ? upload.sent / upload.size : 0} />
        )
      }
      actions={
        <>
          {state === 'failed' && <Button onClick={() => retry(key)}>Try again</Button>}
          <IconButton label={stopped ? `Put ${name} away` : `Cancel ${name}`} onClick={() => cancel(key)}>
            <X size={18} aria-hidden />
          </IconButton>
        </>
      }
    >
      {problem ? (
        <p role="alert" className="text-small">
          <span className="text-bad">{problem.reason}</span>{' '}
          <span className="text-muted">{problem.nextStep}</span>
        </p>
      ) : (
        <p className="text-small text-muted tabular-nums">{words(upload)}</p>
      )}
      {!stopped && replacedName && (
        <p className="text-tiny text-muted">
          Takes the place of <bdi>{replacedName}</bdi>, which stays in use until this one is ready.
        </p>
      )}
    </RowFrame>
  )
}

function words({ state, sent, size }: Upload): string {
  if (state === 'checking') return 'Looking at the file'
  if (state === 'queued') return 'Waiting for its turn'
  if (state === 'asking') return 'Starting the upload'
  if (sent >= size) return 'Uploaded'
  return `Uploading ${formatBytes(sent)} of ${formatBytes(size)}`
}
