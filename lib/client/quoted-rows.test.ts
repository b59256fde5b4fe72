import { expect, it } from 'vitest'
import { isForm, tableOf } from './quoted-rows.ts'

const rows = (header: string[], ...rows: string[][]) => ({ form: 'rows' as const, header, rows, more: 0 })

it('two cells in every row and nothing above are a form', () => {
  expect(isForm(rows([], ['Tenant', 'Ada Coffin'], ['Car', 'Jeep']))).toBe(true)
  expect(isForm(rows(['Ticket', 'Price'], ['Family', '28 euros']))).toBe(false)
  expect(isForm(rows([], ['Tenant', 'Ada Coffin'], ['a', 'b', 'c']))).toBe(false)
})

it('a table whose corner is blank names its rows', () => {
  const east = ['East wing', '10 to 18', 'closed']
  expect(tableOf(rows(['', 'Monday', 'Tuesday'], east))).toMatchObject({ namesRows: true, rows: [east] })
  expect(tableOf(rows(['Wing', 'Monday', 'Tuesday'], east)).namesRows).toBe(false)
})

it('so does one whose first row is a cell shorter than all others', () => {
  const [above, museum, tower] = [
    ['Adult', 'Child'],
    ['Museum', '14', '6'],
    ['Tower', '9', '4'],
  ]
  expect(tableOf(rows([], above!, museum!, tower!))).toEqual({
    header: ['', 'Adult', 'Child'],
    rows: [museum, tower],
    namesRows: true,
  })
  const without = { header: [], namesRows: false }
  expect(tableOf(rows([], above!))).toEqual({ ...without, rows: [above] })
  expect(tableOf(rows([], above!, museum!, above!))).toEqual({ ...without, rows: [above, museum, above] })
  expect(tableOf(rows([], ['Prices'], above!))).toEqual({ ...without, rows: [['Prices'], above] })
})
