import iconv from 'iconv-lite'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { createStory, type RtfStory } from './rtf-story.ts'
import type { RtfListener } from './rtf-tokens.ts'
import {
  ASIDE_GROUPS,
  CHARACTERS,
  EDGE_GROUPS,
  OPTIONAL_TEXT,
  pageOfCharset,
  UNREAD_GROUPS,
} from './rtf-words.ts'
import type { NewBlock } from './text-builder.ts'

/** Word nests a handful of groups. */
const MAX_DEPTH = 1_000

/** What the words of a group are. */
type Destination = 'text' | 'none' | 'fonts' | 'styles' | 'title'

/** What holds until its group ends. */
interface Group {
  destination: Destination
  /** Of the group around `\upr`, whose text is written twice: the second time, in `\ud`, for today's programs. */
  written?: Destination
  story: RtfStory
  font: number
  /** How many characters stand in for each `\u`, for programs that do not know it. */
  fallback: number
  isHidden: boolean
  isRaised: boolean
  style: number
  outline: number | null
  isItem: boolean
  isInTable: boolean
}

interface Style {
  name: string
  outline: number | null
}

export interface RtfReader extends RtfListener {
  end(): { title: string; edges: NewBlock[] }
}

/** Tells the blocks of an RTF text as it is read; what stands at the edge of its pages is kept for the end. */
export function createRtfReader(tell: (block: NewBlock) => void): RtfReader {
  const main = createStory(tell)
  const stack: Group[] = []
  let group: Group = {
    ...{ destination: 'text', story: main, font: -1, fallback: 1, isHidden: false, isRaised: false },
    ...{ style: 0, outline: null, isItem: false, isInTable: false },
  }
  const beginnings = new Map<RtfStory, { told: NewBlock[]; isEdge: boolean }>()
  const edges: NewBlock[] = []
  const fontPages = new Map<number, number>()
  const styles = new Map<number, Style>()
  let documentPage = 1252
  let defaultFont = 0
  let title = ''
  let firstTitle = ''
  let pending = ''
  let skip = 0
  let isOptional = false
  let joined: boolean[] = []
  let joinsNext = false
  let paragraph = ''

  const say = (text: string) => {
    if (group.destination === 'title') title += text
    else if (group.destination === 'styles') styleAt(group.style).name += text
    else if (group.destination === 'text' && !group.isHidden) {
      group.story.say(text, group.isRaised)
      if (group.story === main && firstTitle === '') paragraph += text
    }
  }
  const styleAt = (number: number) => {
    let style = styles.get(number)
    if (!style) {
      style = { name: '', outline: null }
      styles.set(number, style)
    }
    return style
  }
  /** Bytes that belong together: a letter may have two. */
  const flush = () => {
    if (pending === '') return
    const bytes = pending
    pending = ''
    if (group.destination === 'none' || group.destination === 'fonts') return
    // Names and titles have no font.
    const font = group.font < 0 ? defaultFont : group.font
    const page = (group.destination === 'text' && fontPages.get(font)) || documentPage
    say(ONLY_ASCII.test(bytes) ? bytes : decode(bytes, page))
  }
  const levelOf = (): number | null => {
    if (group.outline !== null) return group.outline + 1
    const { name = '', outline = null } = styles.get(group.style) ?? {}
    const named = HEADING_NAME.exec(name)?.[1]
    if (named) return Number(named)
    if (TITLE_NAME.test(name)) return 1
    return outline === null ? null : outline + 1
  }
  const how = () => ({ level: levelOf(), isItem: group.isItem, isInTable: group.isInTable })
  const endParagraph = () => {
    if (group.story === main) {
      if (firstTitle === '' && TITLE_NAME.test(styles.get(group.style)?.name ?? ''))
        firstTitle = paragraph.trim()
      paragraph = ''
    }
    group.story.endParagraph(how())
  }
  const begin = (isEdge: boolean) => {
    const told: NewBlock[] = []
    group.story = createStory(block => told.push(block))
    beginnings.set(group.story, { told, isEdge })
    Object.assign(group, { style: 0, outline: null, isItem: false, isInTable: false })
  }

  /** Words that say what their group is: true where the word was one. */
  const enter = (name: string): boolean => {
    const wasOptional = isOptional
    isOptional = false
    if (name === 'ud') group.destination = group.written ?? group.destination
    else if (name === 'upr') Object.assign(group, { written: group.destination, destination: 'none' })
    else if (group.destination === 'none') return true
    else if (name === 'fonttbl') group.destination = 'fonts'
    else if (name === 'stylesheet') group.destination = 'styles'
    else if (name === 'info') group.destination = 'none'
    else if (EDGE_GROUPS.has(name)) begin(true)
    else if (ASIDE_GROUPS.has(name)) begin(false)
    else if (UNREAD_GROUPS.has(name) || (wasOptional && !OPTIONAL_TEXT.has(name))) {
      // A list is known by what is drawn before its items.
      if (name === 'pntext' || name === 'listtext') stack.at(-1)!.isItem = true
      group.destination = 'none'
    } else return wasOptional
    return true
  }

  const words: Record<string, (value: number | null) => void> = {
    par: endParagraph,
    sect: endParagraph,
    cell: () => group.story.endCell(),
    nestcell: () => group.story.endParagraph({ ...how(), isInTable: true }),
    nestrow: () => group.story.endParagraph({ ...how(), isInTable: true }),
    row: () => group.story.endRow(joined),
    trowd: () => {
      joined = []
      joinsNext = false
    },
    clvmrg: () => {
      joinsNext = true
    },
    cellx: () => {
      joined.push(joinsNext)
      joinsNext = false
    },
    pard: () => {
      Object.assign(group, { style: 0, outline: null, isItem: false, isInTable: false })
    },
    plain: () => {
      Object.assign(group, { isHidden: false, isRaised: false, font: -1 })
    },
    intbl: () => {
      group.isInTable = true
    },
    ls: value => {
      group.isItem = (value ?? 0) > 0
    },
    v: value => {
      group.isHidden = value !== 0
    },
    deleted: value => {
      group.isHidden = value !== 0
    },
    super: value => {
      group.isRaised = value !== 0
    },
    sub: () => {
      group.isRaised = false
    },
    nosupersub: () => {
      group.isRaised = false
    },
    s: value => {
      group.style = value ?? 0
    },
    outlinelevel: value => {
      const outline = value !== null && value >= 0 && value < 9 ? value : null
      if (group.destination === 'styles') styleAt(group.style).outline = outline
      else group.outline = outline
    },
    f: value => {
      group.font = value ?? 0
    },
    fcharset: value => {
      const page = pageOfCharset(value ?? 0)
      if (page !== undefined) fontPages.set(group.font, page)
    },
    cpg: value => {
      if (group.destination === 'fonts' && value) fontPages.set(group.font, value)
    },
    ansicpg: value => {
      documentPage = value || documentPage
    },
    mac: () => {
      documentPage = 10000
    },
    pc: () => {
      documentPage = 437
    },
    pca: () => {
      documentPage = 850
    },
    deff: value => {
      defaultFont = value ?? 0
    },
    uc: value => {
      group.fallback = Math.max(value ?? 1, 0)
    },
    u: value => {
      say(String.fromCharCode((value ?? 0) & 0xffff))
      skip = group.fallback
    },
  }

  return {
    open() {
      flush()
      skip = 0
      if (stack.length === MAX_DEPTH) throw new ExtractionFailure('too-complex')
      stack.push(group)
      group = { ...group }
    },
    close() {
      flush()
      skip = 0
      isOptional = false
      const closed = group
      group = stack.pop() ?? closed
      const began = closed.story === group.story ? undefined : beginnings.get(closed.story)
      if (!began) return
      closed.story.end({ level: null, isItem: closed.isItem, isInTable: false })
      beginnings.delete(closed.story)
      if (began.isEdge) for (const block of began.told) edges.push(block)
      else group.story.hang(began.told)
    },
    control(name, value) {
      if (skip > 0 && name !== '*') {
        skip--
        return
      }
      if (name === "'") {
        pending += String.fromCharCode(value ?? 0)
        return
      }
      flush()
      if (name === '*') {
        isOptional = true
        return
      }
      if (name === 'title' && stack.at(-1)?.destination === 'none') {
        group.destination = 'title'
        // Written twice, the second is the better one.
        title = ''
        return
      }
      if (enter(name)) return
      const character = CHARACTERS.get(name)
      if (character !== undefined) say(character)
      else if (Object.hasOwn(words, name)) words[name]!(value)
    },
    text(bytes) {
      const rest = skip > 0 ? bytes.slice(skip) : bytes
      skip = Math.max(skip - bytes.length, 0)
      isOptional = false
      pending += rest
    },
    end() {
      flush()
      main.end(how())
      return { title: title.trim() || firstTitle, edges }
    },
  }
}

const ONLY_ASCII = /^[\x20-\x7e\t]*$/
const HEADING_NAME = /^\s*heading ([1-9])\b/i
const TITLE_NAME = /^\s*title\s*;?$/i

/** Letters of two bytes included; a page that nobody knows is taken for the Western one. */
function decode(bytes: string, page: number): string {
  const name = page === 65001 ? 'utf8' : page === 10000 ? 'macroman' : `cp${page}`
  return iconv.decode(Buffer.from(bytes, 'latin1'), iconv.encodingExists(name) ? name : 'cp1252')
}
