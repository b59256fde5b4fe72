/**
 * What a summary is asked of, as the question calls it ("the inventory report"); empty for whatever there is, null
 * where the question asks for something else.
 */
export function askedToSummarise(question: string): string | null {
  const text = question
    .replace(/[\s?.!]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  for (const pattern of REQUESTS) {
    const found = pattern.exec(text)
    if (!found) continue
    const about = found.slice(1).find(Boolean) ?? ''
    return ANYTHING.test(about) ? '' : about
  }
  return null
}

const REQUESTS = [
  /^(?:(?:please|can you|could you|would you|i need|i want|i would like|give me|write|make|show me)\s)*(?:an? |the )?(?:short |brief |quick )?(?:summary|overview|outline|gist|tl;?dr|recap)(?: (?:of|about|for) (.+))?$/i,
  /^(?:(?:please|can you|could you|would you)\s)*(?:summari[sz]e|sum up|outline)(?: (.+?))?(?: (?:please|for me))?$/i,
  /^what(?:['’]s| is| are) (.+?) (?:all )?about$/i,
  /^what(?:['’]s| is) in (this|it|(?:this|these|the|your) (?:documents?|files?|pdfs?))$/i,
  /^what do(?:es)? (.+?) (?:contain|cover)$/i,
  /^what do you (?:guys |people )?do(?: here)?$|^what(?:['’]s| is) this(?: place| company| shop| site| website| page)?$/i,
  /^what (?:can|could|should) i ask(?: you| about)*$/i,
  /^(?:bitte )?(?:fasse?n? (?:sie )?(?:bitte )?(.+?) (?:kurz )?zusammen|(?:eine )?(?:kurze )?zusammenfassung(?: (?:von|des|der) (.+))?)$/i,
  /^worum geht es(?: (?:in|bei) (.+))?$/i,
  /^(?:peux-tu |pouvez-vous )?résume[rz]?(?:-moi)? (.+)$|^de quoi (?:parle|parlent|s['’]agit[- ]il|traite)(?: (.+))?$/i,
  /^(?:resume|resúmeme|haz un resumen de) (.+)$|^de qué trata(?:n)?(?: (.+))?$/i,
  /^riassumi (.+)$|^di (?:che )?cosa (?:parla|tratta)(?:no)?(?: (.+))?$/i,
  /^vat (.+) samen$|^waar gaat (.+) over$/i,
  /^(?:resuma|resume) (.+)$|^do que (?:trata|fala)(?:m)?(?: (.+))?$/i,
]

/** Names no document: whatever there is, or whatever was just talked of. */
const ANYTHING =
  /^(?:|it|this|that|these|them|all|everything|you|(?:this|these|that|those|the|your|all(?: the| your)?|dieses?|diese[rmn]?|das|die|dem|den|ce|cet|cette|ces|le|la|les|este|esta|estos|el|los|questo|questa|questi|il|i|dit|deze|het|de|isto|o|os)(?: whole)? (?:documents?|files?|pdfs?|texts?|guides?|papers?|pages?|(?:web)?sites?|chats?|bots?|contents?|dokumente?n?s?|dateien?|documentos?|fichiers?|documenti?|documenten|bestanden?))$/i
