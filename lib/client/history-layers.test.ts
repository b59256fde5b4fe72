import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHistoryLayers } from './history-layers.ts'

/** A tab's history: `go` happens when `settle` is called, as in a browser, which tells afterwards. */
function tab() {
  let entries: { address: string; state: unknown }[] = [{ address: '/before', state: null }]
  let at = 0
  const steps: number[] = []
  let ids = 0
  const push = (address: string, state: unknown) => {
    entries = [...entries.slice(0, at + 1), { address, state }]
    at++
  }
  push('/page', null)
  const layers = createHistoryLayers({
    history: {
      get state() {
        return entries[at]!.state
      },
      get length() {
        return entries.length
      },
      pushState: state => push(entries[at]!.address, state),
      go: by => {
        steps.push(by)
      },
    },
    address: () => entries[at]!.address,
    newId: () => `layer-${++ids}`,
  })
  const settle = () => {
    while (steps.length > 0) {
      at += steps.shift()!
      layers.onTraversal()
    }
  }
  const back = () => {
    at--
    const heard = layers.onTraversal()
    settle()
    return heard
  }
  const open = new Set<string>()
  const show = (name: string) => {
    open.add(name)
    const close = layers.open(() => open.delete(name))
    return () => {
      open.delete(name)
      close()
    }
  }
  return {
    layers,
    show,
    back,
    settle,
    push,
    open: () => [...open],
    place: () => `${entries[at]!.address} ${at} of ${entries.length - 1}`,
    address: () => entries[at]!.address,
  }
}

it('goes back from the uppermost to the one below, then to the page, and leaves it only then', () => {
  const { show, back, open, address } = tab()
  show('sheet')
  show('text')
  expect(back()).toBe(true)
  expect(open()).toEqual(['sheet'])
  expect(back()).toBe(true)
  expect([open(), address()]).toEqual([[], '/page'])
  expect(back()).toBe(false)
  expect(address()).toBe('/before')
})

it('takes its entry away when it is closed otherwise', () => {
  const { show, settle, back, address } = tab()
  show('sheet')()
  settle()
  expect(address()).toBe('/page')
  back()
  expect(address()).toBe('/before')
})

it('one that opens while another closes gets an entry of its own afterwards', () => {
  const { show, settle, back, open, address } = tab()
  const close = show('sheet')
  close()
  show('text')
  settle()
  expect(open()).toEqual(['text'])
  back()
  expect([open(), address()]).toEqual([[], '/page'])
})

it('one that is closed before its entry was made leaves none', () => {
  const { show, settle, place } = tab()
  const close = show('sheet')
  close()
  show('text')()
  settle()
  expect(place()).toBe('/page 1 of 2')
})

it('goes to another page with nothing left between', () => {
  const { layers, show, settle, push, open, back, address } = tab()
  show('menu')
  show('question')
  layers.leave(() => push('/other', null))
  settle()
  expect([open(), address()]).toEqual([[], '/other'])
  back()
  expect(address()).toBe('/page')
})

it('takes no step where somebody else has added to the history', () => {
  const { show, settle, push, address } = tab()
  const close = show('sheet')
  push('/elsewhere', null)
  close()
  settle()
  expect(address()).toBe('/elsewhere')
})

it('tells the router of a step that also leaves the page', () => {
  const { layers, show } = tab()
  show('sheet')
  expect(layers.onTraversal()).toBe(false)
})

it('whatever is opened and closed in whatever order, as many steps back as are open lead to the page', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('open', 'close', 'back', 'settle'), { maxLength: 40 }), acts => {
      const { show, settle, back, open, address } = tab()
      const closers: (() => void)[] = []
      let named = 0
      for (const act of acts) {
        if (act === 'open') closers.push(show(`${++named}`))
        if (act === 'close') closers.pop()?.()
        if (act === 'settle') settle()
        if (act === 'back') {
          settle()
          if (open().length > 0) {
            back()
            closers.pop()
          }
        }
      }
      settle()
      for (let left = open().length; left > 0; left--) {
        expect(back()).toBe(true)
        expect(open()).toHaveLength(left - 1)
      }
      expect(address()).toBe('/page')
      back()
      expect(address()).toBe('/before')
    }),
  )
})
