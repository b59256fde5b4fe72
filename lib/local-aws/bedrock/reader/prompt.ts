/** One passage of a prompt, unescaped. */
export interface Passage {
  n: number
  document: string
  place: string
  text: string
}

export interface Turn {
  role: 'visitor' | 'guide'
  text: string
}

/**
 * Reads the last user message of an answering prompt. The tags are the only structure: everything between
 * them is escaped by whoever wrote the prompt, so no passage can close its own tag.
 * Without a `<question>` the whole text is the question and there are no passages.
 */
export function readAnsweringPrompt(text: string): { passages: Passage[]; question: string } {
  const passages: Passage[] = []
  for (const [, attributes, body] of text.matchAll(/<passage\s([^>]*)>\r?\n?([\s\S]*?)\r?\n?<\/passage>/g)) {
    const named = new Map(
      [...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map(m => [m[1]!, unescapeText(m[2]!)]),
    )
    passages.push({
      n: Number(named.get('n') ?? passages.length + 1),
      document: named.get('document') ?? '',
      place: named.get('place') ?? '',
      text: unescapeText(body!),
    })
  }
  return {
    passages,
    question: unescapeText(inTag(text, 'question') ?? (passages.length > 0 ? '' : text)).trim(),
  }
}

/** Reads the last user message of a rewriting prompt. */
export function readRewritingPrompt(text: string): { turns: Turn[]; followUp: string } {
  const turns: Turn[] = []
  for (const [, role, body] of text.matchAll(/<turn role="(visitor|guide)">([\s\S]*?)<\/turn>/g)) {
    turns.push({ role: role as Turn['role'], text: unescapeText(body!).trim() })
  }
  return { turns, followUp: unescapeText(inTag(text, 'follow-up') ?? text).trim() }
}

function inTag(text: string, tag: string): string | undefined {
  return new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(text)?.[1]
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, entity => ENTITIES[entity]!)
}
