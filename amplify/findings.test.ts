import { describe, expect, it } from 'vitest'
import { ACCEPTED } from './testing/accepted-findings.ts'
import { type Finding, findingsOf, PLACE_NAMES } from './testing/places.ts'

const accepts = (row: (typeof ACCEPTED)[number], { rule, path }: Finding) =>
  row.rule.test(rule) && row.path.test(path)

describe.each(PLACE_NAMES)('cdk-nag on %s', place => {
  it('finds nothing that is not accepted with a reason', () => {
    const open = findingsOf(place).filter(finding => !ACCEPTED.some(row => accepts(row, finding)))
    expect(open.map(({ rule, path, description }) => `${rule} at ${path}: ${description}`)).toEqual([])
  })

  it('has looked at all', () => {
    expect(findingsOf(place).length).toBeGreaterThan(10)
  })
})

describe('the table of accepted findings', () => {
  it('has no row that nothing needs any more', () => {
    const findings = PLACE_NAMES.flatMap(findingsOf)
    expect(ACCEPTED.filter(row => !findings.some(finding => accepts(row, finding)))).toEqual([])
  })

  it('gives a reason that says something', () => {
    for (const { because } of ACCEPTED) expect(because.length).toBeGreaterThan(40)
  })
})
