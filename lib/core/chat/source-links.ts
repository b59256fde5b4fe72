/**
 * The addresses an answer may link to: those that stand in its own sources. An address that only the
 * model (or somebody writing into a question) came up with stays plain text.
 */
export function linksInSources(sources: readonly { text: string }[]): (url: string) => boolean {
  const found = new Set<string>()
  for (const { text } of sources)
    for (const [address] of text.matchAll(/https?:\/\/[^\s<>"'`|[\]()*]{1,2000}/g)) {
      const url = address.replace(/[.,;:!?]{1,5}$/, '')
      if (URL.canParse(url)) found.add(new URL(url).href)
    }
  return url => found.has(url)
}
