import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../cli/project-root.ts'

/** The sentences of one file, in order. */
export type Document = string[]

/**
 * English that people wrote and every installed clone has: the comments in the packages' type declarations
 * (those of AWS are a manual of their own), their READMEs and guides, and our docs. In the order of the files.
 */
export function readDocuments(): Document[] {
  return files()
    .map(path => {
      const text = readFileSync(join(PROJECT_ROOT, path), 'utf8')
      return (path.endsWith('.md') ? [text] : comments(text)).flatMap(sentencesOf)
    })
    .filter(sentences => sentences.length > 0)
}

function files(): string[] {
  const found = [
    ...globSync('node_modules/**/*.d.ts', { cwd: PROJECT_ROOT }),
    ...globSync('{node_modules/**/*.md,docs/**/*.md,README.md}', { cwd: PROJECT_ROOT }),
  ]
  return found
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => !LEFT_OUT.test(path))
    .sort()
}

/** The same comments once more, for an older compiler; what changed when; legal texts; what only one system has. */
const LEFT_OUT = /\/ts3\.4\/|change|history|licen[cs]e|notice|security|(?:linux|darwin|win32)-(?:x64|arm64)/i

function comments(code: string): string[] {
  return [...code.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, inside]) => inside!.replace(/^[ \t]*\* ?/gm, ''))
}

function sentencesOf(text: string): string[] {
  return text
    .replace(/```[\s\S]*?```/g, '\n\n')
    .split(PARAGRAPH_ENDS)
    .flatMap(part => plain(part).split(SENTENCE_ENDS))
    .filter(isSentence)
}

const PARAGRAPH_ENDS =
  /\n\s*\n|<\/?(?:p|li|ul|ol|note|important|caution|div|dt|dd|dl|table|tr|td|h\d)>|^\s*@\w+|^\s*(?:[-*+#|>]|\d+\.)\s/m
const SENTENCE_ENDS = /(?<=[.!?])\s+(?=[A-Z])/

function plain(part: string): string {
  return part
    .replace(/<[^>]+>/g, '')
    .replace(/\{@link(?:code|plain)?\s+([^}|]*\|)?([^}]*)\}/g, '$2')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Neither a label nor a line of code: some words, an end, a length that people write. */
function isSentence(text: string): boolean {
  if (text.length < 40 || text.length > 400 || !/^[A-Z].*[.!?]$/.test(text)) return false
  if (/[{}=;<>|\\]|https?:/.test(text)) return false
  return (text.match(/[a-z]{2,}/g)?.length ?? 0) >= 6
}
