import type { UploadTarget } from '../core/documents/document.ts'
import { ApiProblem, networkProblem } from './api-problem.ts'

interface SendFileOptions {
  onProgress: (sentBytes: number) => void
  signal: AbortSignal
}

/**
 * Posts a file to where the server said. XMLHttpRequest, because `fetch` cannot tell how much has been
 * sent. Throws an `ApiProblem`, or the signal's reason after an abort.
 */
export function sendFile(file: File, target: UploadTarget, options: SendFileOptions): Promise<void> {
  const { onProgress, signal } = options
  const form = new FormData()
  for (const [name, value] of Object.entries(target.fields)) form.append(name, value)
  // S3 ignores every field after the file.
  form.append('file', file)

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const settle = (end: () => void) => () => {
      signal.removeEventListener('abort', stop)
      end()
    }
    request.upload.onprogress = event => onProgress(Math.min(event.loaded, file.size))
    request.onload = settle(() => {
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(refusal(request.status, request.responseText))
    })
    request.onerror = settle(() => reject(networkProblem(new Error('The upload broke off.'))))
    request.onabort = settle(() => reject(signal.reason ?? new DOMException('Cancelled', 'AbortError')))
    signal.throwIfAborted()
    signal.addEventListener('abort', stop)
    request.open('POST', target.url)
    request.send(form)
  })
}

/** S3 speaks XML; its code is enough to tell what to do. */
function refusal(status: number, body: string): ApiProblem {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? ''
  if (code === 'EntityTooLarge' || status === 413) {
    return new ApiProblem(
      'invalid',
      'The file is larger than can be added.',
      'Split it into smaller files.',
      {
        status,
      },
    )
  }
  if (status === 507) {
    return new ApiProblem(
      'unavailable',
      'There is no room for the file where documents are kept.',
      'Ask whoever runs this Docent to make room, then try again. What is here already stays.',
      { status },
    )
  }
  return new ApiProblem(
    'unavailable',
    'The upload was refused.',
    'Try again; if it keeps failing, reload the page.',
    {
      status,
      cause: code,
    },
  )
}
