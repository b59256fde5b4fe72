import { synonymsOf } from '../retrieval/lexical/synonyms.ts'

/** How surely two stems are about one thing: 1 the same, less for one family or everyday synonyms, 0 otherwise. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (isFamily(a, b) || isPartOf(a, b) || isPartOf(b, a)) return FAMILY
  return synonymsOf(a).has(b) ? SYNONYM : 0
}

const FAMILY = 0.8
const SYNONYM = 0.7

/** How surely a set of stems has this one. */
export function presence(stem: string, stems: ReadonlySet<string>): number {
  if (stems.has(stem)) return 1
  const { byStart, dotted } = lookedUp(stems)
  const family = byStart.get(stem.slice(0, FAMILY_START))?.some(other => isFamily(stem, other))
  if (family || dotted.some(other => isPartOf(stem, other))) return FAMILY
  if (stem.includes('.') && stem.split('.').some(part => stems.has(part))) return FAMILY
  for (const other of synonymsOf(stem)) if (stems.has(other)) return SYNONYM
  return 0
}

/** A question's words are looked for in every unit, and in all that stands around it. */
function lookedUp(stems: ReadonlySet<string>): LookedUp {
  const known = LOOKED_UP.get(stems)
  if (known) return known
  const all = [...stems]
  const made = {
    byStart: Map.groupBy(all, other => other.slice(0, FAMILY_START)),
    dotted: all.filter(other => other.includes('.')),
  }
  LOOKED_UP.set(stems, made)
  return made
}

interface LookedUp {
  byStart: ReadonlyMap<string, readonly string[]>
  dotted: readonly string[]
}
const LOOKED_UP = new WeakMap<ReadonlySet<string>, LookedUp>()

/** A long common start and short different ends: govern, government. */
function isFamily(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < FAMILY_START || Math.abs(a.length - b.length) > LONGEST_END) return false
  let same = 0
  while (same < shorter && a[same] === b[same]) same += 1
  return same >= Math.max(FAMILY_START, shorter - 1)
}

/** Of `node.js`, `node` and `js`. */
function isPartOf(part: string, whole: string): boolean {
  return whole.includes('.') && whole.split('.').includes(part)
}

const FAMILY_START = 5
const LONGEST_END = 5

/** Words that answer instead of one another: what the question names one of, a sentence with only another one denies. */
export function opposites(form: string): ReadonlySet<string> | undefined {
  return OPPOSITES.get(form)
}

/** Asked for in nearly every question, and found in nearly every text. English and German stems. */
export const LIGHT: ReadonlySet<string> = new Set(
  `bring see visit offer provid give us make go take need want allow permit possibl avail know find happen call type kind
  sort exampl describ explain mean work thing wai name term come refer consid becom becam mani much long often time
  year day peopl number tell pleas question answer inform detail get got receiv show shown displai plai run
  alreadi still again also just onli ever yet quickli soon realli actual possibl posibl whole entir onto someth anyth
  somewher anywher somebodi anybodi someon anyon everyth everyon look like one
  support accept handl sell let put leav talk speak along step
  old els instead till rest awai home
  even morn afternoon tonight todai tomorrow
  komm geh mach bekomm nehm brauch find moglich bring mitbring`.split(/\s+/),
)

const OPPOSITE_GROUPS = `first last second third final|long short|high low|higher lower|highest lowest|large small|
  larger smaller|largest smallest|big little|more less fewer|most least fewest|many few|different similar same|
  before after|early late|earlier later|north south|northern southern|east west|eastern western|
  northeast southwest southeast northwest|win lose|won lost|victory defeat|increase decrease|increased decreased|
  rise fall|internal external|inner outer|inside outside|public private|local global regional national international|
  direct indirect|positive negative|male female|men women|man woman|boys girls|old new young|older younger|
  oldest newest youngest|hot cold|strong weak|stronger weaker|always never|maximum minimum|upper lower|simple complex|
  rich poor|import export|arrive leave depart|buy sell|accept reject|accepted rejected|support oppose|
  supported opposed|success failure|succeeded failed|best worst|good bad|better worse|start end|begin end|began ended|
  beginning end|open close|opened closed|opening closing|above below|left right|modern ancient|majority minority|
  single double multiple|one two three four five six seven eight nine ten|
  multiplication division addition subtraction|add remove|primary secondary|major minor|heavy light|fast slow|
  faster slower|wide narrow|deep shallow|rural urban|day night|morning evening|summer winter|gross net|
  adults children|annual monthly weekly daily|
  january february march april may june july august september october november december|
  monday tuesday wednesday thursday friday saturday sunday`

const OPPOSITES = oppositesByWord()

function oppositesByWord(): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>()
  for (const group of OPPOSITE_GROUPS.split('|')) {
    const words = group.trim().split(/\s+/)
    for (const word of words) {
      const others = words.filter(other => other !== word)
      all.set(word, (all.get(word) ?? new Set()).union(new Set(others)))
    }
  }
  return all
}
