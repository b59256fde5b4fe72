import { describe, expect, it } from 'vitest'
import type { FoundPassage } from '../retrieval/ports.ts'
import { unitsOf } from './units.ts'

function units(text: string, blocks?: FoundPassage['blocks'], headingPath: string[] = []) {
  const passage: FoundPassage = {
    ...{ documentId: 'doc_1', documentName: 'Rules.md', ordinal: 0, text, start: 0, end: text.length },
    ...{ place: { headingPath }, blocks, cosine: 0, lexical: 0, score: 0 },
  }
  return unitsOf(passage, 0).map(unit => {
    expect(text.slice(unit.start, unit.end).replace(/\s*\n\s*/g, unit.kind === 'code' ? '\n' : ' ')).toBe(
      unit.kind === 'code' ? unit.text.replace(/\s*\n\s*/g, '\n') : unit.text,
    )
    return unit
  })
}

/** Blocks as they are kept, joined by blank lines. */
function made(
  ...parts: [kind: NonNullable<FoundPassage['blocks']>[number]['kind'], text: string, header?: string][]
) {
  let at = 0
  const blocks = parts.map(([kind, text, header]) => {
    const block = { at, kind, ...(header && { header }) }
    at += text.length + 2
    return block
  })
  return units(parts.map(([, text]) => text).join('\n\n'), blocks)
}

describe('what can be quoted', () => {
  it('are whole sentences of paragraphs; a heading is none', () => {
    const found = made(
      ['heading', 'Animals'],
      ['paragraph', 'Dogs may come.\nCats (e.g. Tom) may not. Why not?'],
    )
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['sentence', 'Dogs may come.'],
      ['sentence', 'Cats (e.g. Tom) may not.'],
    ])
  })

  it('are items of a list with the line that leads in', () => {
    const found = made(['paragraph', 'You may bring:'], ['list-item', 'a bag'], ['list-item', 'a dog'])
    expect(found.map(({ kind, text, lead }) => [kind, text, lead?.text])).toEqual([
      ['sentence', 'You may bring:', undefined],
      ['item', 'a bag', 'You may bring:'],
      ['item', 'a dog', 'You may bring:'],
    ])
  })

  it('are items of a list that is told by its marks only', () => {
    const found = units('Opening hours\n• Tuesday: 10 to 6\n• Closed on Mondays')
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['sentence', 'Opening hours'],
      ['item', 'Tuesday: 10 to 6'],
      ['item', 'Closed on Mondays'],
    ])
  })

  it('are rows under the words of their table’s first, which is none itself', () => {
    const found = made(['table-row', 'Ticket\tPrice (2025)\tFor'], ['table-row', 'Family\t28 €\tfive'])
    expect(found.map(({ kind, text, header }) => [kind, text, header])).toEqual([
      ['row', 'Family\t28 €\tfive', 'Ticket\tPrice (2025)\tFor'],
    ])
    const later = made(['table-row', 'Single\t9 €\tone', 'Ticket\tPrice\tFor'])
    expect(later.map(({ text, header }) => [text, header])).toEqual([
      ['Single\t9 €\tone', 'Ticket\tPrice\tFor'],
    ])
  })

  it('are rows of two cells from the first on: it may be one like the others', () => {
    const found = made(['table-row', 'Name\tAda'], ['table-row', 'Born\t1815'])
    expect(found.map(({ text, header }) => [text, header])).toEqual([
      ['Name\tAda', null],
      ['Born\t1815', null],
    ])
  })

  it('are rows of two cells under what its second column measures', () => {
    const found = made(['table-row', 'Day\tOpen'], ['table-row', 'Monday\tclosed'])
    expect(found.map(({ text, header }) => [text, header])).toEqual([['Monday\tclosed', 'Day\tOpen']])
  })

  it('are rows under words that have figures, where figures alone stand below', () => {
    const prices = made(['table-row', 'Ticket\tDay\tAfter 17:00'], ['table-row', 'Adult\t£5\t£3'])
    expect(prices.map(({ text }) => text)).toEqual(['Adult\t£5\t£3'])
    const quarters = made(['table-row', 'Branch\tQ1\tQ2'], ['table-row', 'Lyon\t100\t200'])
    expect(quarters.map(({ header }) => header)).toEqual(['Branch\tQ1\tQ2'])
    const years = made(['table-row', 'Branch\t2025\t2026'], ['table-row', 'Lyon\t100\t200'])
    expect(years.map(({ header }) => header)).toEqual(['Branch\t2025\t2026'])
    const trips = made(['table-row', 'Oslo\t12 May\t3 nights'], ['table-row', 'Bergen\t14 May\t4 nights'])
    expect(trips.map(({ header }) => header)).toEqual([null, null])
    const rooms = made(['table-row', 'Attic\tsmall\tfrom £96'], ['table-row', 'Cellar\tlarge\t£82'])
    expect(rooms).toHaveLength(2)
  })

  it('are rows under names that leave out the corner', () => {
    const found = made(['table-row', 'Hours\tRate\tCost'], ['table-row', 'Paint\t1.5\t150\t225'])
    expect(found.map(({ header }) => header)).toEqual(['\tHours\tRate\tCost'])
    const two = made(['table-row', 'Adult\tChild'], ['table-row', 'Museum\t14\t6'])
    expect(two.map(({ text, header }) => [text, header])).toEqual([['Museum\t14\t6', '\tAdult\tChild']])
  })

  it('are the fields of a form one by one, and what is set large in a letterhead', () => {
    const found = made(
      ['heading', 'ACME REPAIR'],
      ['heading', 'Phone: (425) 555-0100'],
      ['table-row', 'Policy #\tPOL-7\tMake\tJeep'],
      ['table-row', 'Body\t2\t150\t300'],
    )
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['sentence', 'Phone: (425) 555-0100'],
      ['row', 'Policy #\tPOL-7'],
      ['row', 'Make\tJeep'],
      ['row', 'Body\t2\t150\t300'],
    ])
  })

  it('are clauses with their numbers', () => {
    const found = units('1.1 Return it within 30 days.\n1.2 We pay. You pack.\nVersion 2.5 is newer.')
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['item', '1.1 Return it within 30 days.'],
      ['item', '1.2 We pay. You pack.'],
      ['sentence', 'Version 2.5 is newer.'],
    ])
  })

  it('are whole blocks of code, with the line before them', () => {
    const found = made(
      ['paragraph', 'Start it:'],
      ['code', 'npm install\n  npm start'],
      ['paragraph', 'Then wait.'],
    )
    expect(found.map(({ kind, text, lead }) => [kind, text, lead?.text])).toEqual([
      ['sentence', 'Start it:', undefined],
      ['code', 'npm install\n  npm start', 'Start it:'],
      ['sentence', 'Then wait.', undefined],
    ])
  })

  it('are what follows a question, under that question', () => {
    const found = made(['paragraph', 'May I bring a dog?'], ['paragraph', 'Yes, on a lead.'])
    expect(found.map(({ text, lead }) => [text, lead?.text])).toEqual([
      ['Yes, on a lead.', 'May I bring a dog?'],
    ])
  })

  it('are single lines where a paragraph is a list of them', () => {
    expect(units('Name: Ada Lovelace\nBorn: 1815\nTown: London').map(({ text }) => text)).toEqual([
      'Name: Ada Lovelace',
      'Born: 1815',
      'Town: London',
    ])
  })
})
