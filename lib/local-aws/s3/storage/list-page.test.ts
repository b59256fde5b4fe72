import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listPage } from './list-page.ts'

const key = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '-', 'ü', '😀', '\uff5e'),
  minLength: 1,
  maxLength: 6,
})
const byBytes = (a: string, b: string) => Buffer.from(a).compare(Buffer.from(b))

it('pages of any size put together are what a slow listing finds, each entry once and in order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 25 }),
      fc.constantFrom('', 'a', 'a/', 'b', '/'),
      fc.constantFrom(undefined, '/', '-', 'a', '//'),
      fc.integer({ min: 1, max: 6 }),
      (keys, prefix, delimiter, maxKeys) => {
        const inOrder = [...keys].sort(byBytes)
        const entries: string[] = []
        let after: string | undefined = ''
        while (after !== undefined) {
          const page = listPage(inOrder, { prefix, delimiter, after, maxKeys })
          const told = [...page.keys, ...page.prefixes].sort(byBytes)
          expect(told.length).toBeLessThanOrEqual(maxKeys)
          entries.push(...told)
          after = page.next
        }
        const rolledUp = inOrder
          .filter(name => name.startsWith(prefix))
          .map(name => {
            const end = delimiter === undefined ? -1 : name.indexOf(delimiter, prefix.length)
            return end === -1 ? name : name.slice(0, end + delimiter!.length)
          })
        expect(entries).toEqual([...new Set(rolledUp)].sort(byBytes))
      },
    ),
    { numRuns: 2000 },
  )
})
