import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePdf, type PdfPage } from '../../extraction/fixtures/make-pdf.ts'

const LINES = 42
const LINE_CHARACTERS = 88

/** Writes a PDF of so many full pages of these sentences, each under a heading; answers its path. */
export function writePdf(folder: string, pages: number, sentences: readonly string[]): string {
  const lines = wrapped(sentences)
  const made: PdfPage[] = Array.from({ length: pages }, (_, page) => ({
    lines: [
      { text: `Chapter ${page + 1}`, size: 16, bold: true },
      ...Array.from({ length: LINES }, (_, line) => lines[(page * LINES + line) % lines.length]!),
    ],
  }))
  const path = join(folder, `pages-${pages}.pdf`)
  writeFileSync(path, makePdf(made))
  return path
}

function wrapped(sentences: readonly string[]): string[] {
  const lines: string[] = []
  let line = ''
  // What the plain font of the file can write.
  for (const word of sentences
    .join(' ')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .split(' ')) {
    if (line && line.length + word.length >= LINE_CHARACTERS) {
      lines.push(line)
      line = ''
    }
    line = line ? `${line} ${word.slice(0, LINE_CHARACTERS)}` : word.slice(0, LINE_CHARACTERS)
  }
  return [...lines, line]
}
