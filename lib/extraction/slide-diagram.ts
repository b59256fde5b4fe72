import { paragraphsOf, paragraphText } from './drawing-text.ts'
import { attributeOf, childAt, childrenOf, type XmlElement } from './xml-tree.ts'

/** What a SmartArt drawing says, in its own order: each point before those under it. (ECMA-376-1, 21.4.) */
export function diagramTexts(model: XmlElement): string[] {
  const points = new Map<string, XmlElement>()
  for (const point of childrenOf(childAt(model, 'ptLst') ?? model, 'pt'))
    points.set(attributeOf(point, 'modelId') ?? '', point)
  const under = pointsUnder(model)
  const texts: string[] = []
  const told = new Set<string>()
  // Points without anything above them come first; whatever hangs in a circle is told all the same.
  const belowAny = new Set([...under.values()].flat())
  const pending = [...points.keys()].filter(id => !belowAny.has(id)).reverse()
  const rest = [...points.keys()]
  for (let id = pending.pop() ?? rest.pop(); id !== undefined; id = pending.pop() ?? rest.pop()) {
    const point = points.get(id)
    if (!point || told.has(id)) continue
    told.add(id)
    const body = childAt(point, 't')
    for (const paragraph of body ? paragraphsOf(body) : []) texts.push(paragraphText(paragraph))
    for (const below of (under.get(id) ?? []).toReversed()) pending.push(below)
  }
  return texts
}

/** Of each point those under it, as they stand beside each other. */
function pointsUnder(model: XmlElement): Map<string, string[]> {
  const connections = childrenOf(childAt(model, 'cxnLst') ?? model, 'cxn')
    .filter(one => (attributeOf(one, 'type') ?? 'parOf') === 'parOf')
    .toSorted((a, b) => orderOf(a) - orderOf(b))
  const under = new Map<string, string[]>()
  for (const one of connections) {
    const above = attributeOf(one, 'srcId') ?? ''
    const beside = under.get(above)
    const id = attributeOf(one, 'destId') ?? ''
    if (beside) beside.push(id)
    else under.set(above, [id])
  }
  return under
}

function orderOf(connection: XmlElement): number {
  return Number(attributeOf(connection, 'srcOrd')) || 0
}
