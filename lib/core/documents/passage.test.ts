import { expect, it } from 'vitest'
import { describePlace } from './passage.ts'

it.each([
  [{ page: 4, headingPath: ['Visitors', 'Animals'] }, 'Page 4 · Animals'],
  [{ page: 4, pageEnd: 4, headingPath: [] }, 'Page 4'],
  [{ page: 4, pageEnd: 6, headingPath: [] }, 'Pages 4–6'],
  [{ headingPath: ['Animals'] }, 'Animals'],
  [{ headingPath: [] }, ''],
])('the place %j reads “%s”', (place, text) => {
  expect(describePlace(place)).toBe(text)
})
