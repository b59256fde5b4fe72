import type { ReaderModel } from '#lib/core/quotes/read-passages.ts'

/** The source of a fitted model: a file that the product imports. */
export function modelSource({ units, gate }: ReaderModel, fittedOn: string): string {
  const list = (values: readonly number[]) => JSON.stringify(values.map(rounded))
  const trees = units.trees.map(
    ({ feature, from, leaf }) => `{ feature: ${list(feature)}, from: ${list(from)}, leaf: ${list(leaf)} }`,
  )
  return `// Written by \`npm run docent -- eval reader DIR --fit\`, which also tells how good it is.
import type { ReaderModel } from '#lib/core/quotes/read-passages.ts'

/** SHA-256 of the questions that it was fitted on. */
export const FITTED_ON = '${fittedOn}'

export const SHIPPED: ReaderModel = {
  units: {
    base: ${rounded(units.base)},
    depth: ${units.depth},
    trees: [
${trees.map(tree => `      ${tree},`).join('\n')}
    ],
  },
  gate: {
    intercept: ${rounded(gate.intercept)},
    means: ${list(gate.means)},
    deviations: ${list(gate.deviations)},
    weights: ${list(gate.weights)},
  },
}
`
}

/** Five significant digits: the figures are the same to the third. */
function rounded(value: number): number {
  return Number(value.toPrecision(5))
}
