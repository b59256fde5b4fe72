import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFileName } from './file-name.ts'

describe('a safe name', () => {
  it.each([
    ['Rules.pdf', 'Rules.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\me\\Rules.PDF', 'Rules.PDF'],
    ['folder/', 'document'],
    ['', 'document'],
    ['...', 'document.'],
    ['..', 'document.'],
    ['.txt', 'document.txt'],
    ['.. .txt', 'document.txt'],
    ['  a \t b\n.md ', 'a b.md'],
    ['invoice\u202Efdp.txt', 'invoicefdp.txt'],
    ['\u2066a\u2069\u200F.pdf', 'a.pdf'],
    ['a\u0000b\u007F.pdf', 'ab.pdf'],
    ['a\u2028b\u2029.pdf', 'ab.pdf'],
    ['\ud83d.pdf', 'document.pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
    ['family 👩‍👩‍👧.pdf', 'family 👩‍👩‍👧.pdf'],
    ['no ending', 'no ending'],
  ])('of %j is %j', (raw, name) => {
    expect(safeFileName(raw)).toBe(name)
  })

  it('keeps the ending of a name that is too long, and cuts between letters', () => {
    const foxes = safeFileName(`${'🦊'.repeat(500)}.md`)
    expect(foxes).toBe(`${'🦊'.repeat(126)}.md`)
    const families = safeFileName(`${'👩‍👩‍👧'.repeat(100)}.pdf`)
    expect(families).toMatch(/^(👩‍👩‍👧)+\.pdf$/u)
  })

  it('cuts an ending that is none between letters too', () => {
    const name = safeFileName(`a.${'🦊'.repeat(300)}`)
    expect(name).toBe(`a.${'🦊'.repeat(7)}`)
    expect(name.isWellFormed()).toBe(true)
  })

  it('of one letter under five hundred accents is a name all the same', () => {
    expect(safeFileName(`x${'\u0301\u0323'.repeat(250)}.txt`)).toBe('document.txt')
  })

  it('can be shown anywhere, whatever it was', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '/', '\\', '\u202e', '\ud83d', '\u0000', '.pdf', '🦊', '\u0301', ' '),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), parts => {
        const name = safeFileName(parts.join(''))
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(255)
        expect(name.isWellFormed()).toBe(true)
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        expect(name).not.toMatch(/^\.+$/)
      }),
    )
  })
})
