import type { SourceFile } from './architecture.ts'

/** What changed and why may speak of what is no more. */
const SPEAKS_OF_THE_PAST = /^CHANGELOG\.md$/
/** `…/name.ts`, `folder/`: with wildcards and placeholders it names no one file. */
const PATH = /^(?:[\w.@[\]-]+\/)*[\w.@[\]-]+(?:\.(?:ts|tsx|mjs|md|json|css|wat|yml)|\/)$/
/** Made by a build or a start, a placeholder in capitals, or a key of the bucket. */
const NOT_OURS =
  /^\.docent\/|^amplify_outputs\.json$|\.generated\.|(?:^|\/)[A-Z]+[./]|^(?:uploads|texts|packs)\//
/** Here Amazon's names stand beside ours. */
const SPEAKS_OF_AMAZON = /^docs\/operate\//
/** Camel or Pascal case: `loadOwnBot`, `IndexSnapshot`, `DocumentStore.publish`. */
const IDENTIFIER = /^(?:[a-z]+|[A-Z][a-z0-9]+)(?:[A-Z]\w*)(?:\.\w+)?$/

/**
 * Names that the papers use and the project does not have: `file: name`. Looked at are pieces of code in
 * Markdown, and paths in comments.
 */
export function findStaleNames(files: readonly SourceFile[]): string[] {
  const paths = files.map(({ path }) => path)
  const sources = files.filter(({ path }) => !path.endsWith('.md')).map(({ text }) => text)
  const words = new Set(sources.flatMap(text => text.match(/\w+/g) ?? []))
  return files
    .filter(({ path }) => !SPEAKS_OF_THE_PAST.test(path))
    .flatMap(({ path, text }) => namesIn(path, text).map(name => ({ path, name })))
    .filter(({ path, name }) => {
      if (PATH.test(name)) return !NOT_OURS.test(name) && !isThere(name, paths)
      if (!IDENTIFIER.test(name) || SPEAKS_OF_AMAZON.test(path)) return false
      return !name.split('.').every(part => words.has(part))
    })
    .map(({ path, name }) => `${path}: ${name}`)
}

function namesIn(path: string, text: string): string[] {
  if (path.endsWith('.md')) {
    const prose = text.replace(/^```[\s\S]*?^```/gm, '')
    return [...prose.matchAll(/`([^`\n]+)`/g), ...prose.matchAll(/\]\(([^)\s#:]+)\)/g)].map(
      match => match[1]!,
    )
  }
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm) ?? []
  return comments.flatMap(
    comment => comment.match(/\b(?:lib|components|app|e2e|docs|amplify)\/[\w./[\]-]+\.\w+\b/g) ?? [],
  )
}

/** The end of a path is enough: `ports.ts`, `lambda/`, `../README.md`. */
function isThere(name: string, paths: readonly string[]): boolean {
  const end = name.replace(/^(?:\.{1,2}\/)+/, '')
  return paths.some(
    path => `/${path}`.endsWith(`/${end}`) || (end.endsWith('/') && `/${path}`.includes(`/${end}`)),
  )
}
