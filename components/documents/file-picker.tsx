'use client'
import { type RefObject, useImperativeHandle, useRef } from 'react'
import { acceptedEndings } from '#lib/core/documents/formats.ts'

/** Opens the computer's own window for choosing files. */
export type PickFiles = () => void

interface FilePickerProps {
  pick: RefObject<PickFiles | null>
  onFiles: (files: File[]) => void
  multiple?: boolean
}

export function FilePicker({ pick, onFiles, multiple = true }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(pick, () => () => input.current?.click(), [])
  return (
    <input
      ref={input}
      type="file"
      accept={acceptedEndings()}
      multiple={multiple}
      hidden
      aria-label={multiple ? 'Documents to add' : 'The new version'}
      onChange={event => {
        const files = [...(event.target.files ?? [])]
        // Else the same file could not be chosen twice in a row.
        event.target.value = ''
        if (files.length > 0) onFiles(files)
      }}
    />
  )
}
