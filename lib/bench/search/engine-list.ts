/** One of those that search, by what the table calls it. */
export interface Engine {
  name: string
  module: string
  /** A module that prepares the scratch folder in a process before. */
  build?: string
  /** Out of lib/bench's packages. */
  peer?: boolean
  /** More rows than that take it too long. */
  most?: number
  options?: object
}

export const OURS: Engine = {
  name: 'ours',
  module: import.meta.resolve('./engines/ours.ts'),
  build: import.meta.resolve('./engines/ours-build.ts'),
  options: { residual: true },
}
/** Takes less than half of the memory; what it finds is ordered as int8 has it. */
export const OURS_INT8: Engine = { ...OURS, name: 'ours without residual', options: { residual: false } }

export const OTHERS: readonly Engine[] = [
  { name: 'naive number[][]', module: import.meta.resolve('./engines/naive.ts') },
  { name: 'Float32Array loop', module: import.meta.resolve('./engines/float-loop.ts') },
  { name: 'sqlite-vec', module: import.meta.resolve('./engines/sqlite-vec.ts'), peer: true },
  {
    name: 'LanceDB flat',
    module: import.meta.resolve('./engines/lancedb.ts'),
    build: import.meta.resolve('./engines/lancedb-build.ts'),
    peer: true,
  },
  { name: 'usearch exact', module: import.meta.resolve('./engines/usearch-exact.ts'), peer: true },
  // Building it for 100,000 takes minutes.
  {
    name: 'usearch HNSW',
    module: import.meta.resolve('./engines/usearch-hnsw.ts'),
    peer: true,
    most: 10_000,
  },
]
