import { DocentError } from '../../errors.ts'
import type { RemoteVectors } from '../ports.ts'

/** Of an installation without a vector bucket: nothing was ever put, so there is nothing to remove. */
export const noRemoteVectors: RemoteVectors = {
  put: async () => refuse(),
  query: async () => refuse(),
  // biome-ignore lint/correctness/useYield: it throws before there is anything to give
  async *list() {
    refuse()
  },
  deleteOfDocument: async () => {},
  deleteOfBot: async () => {},
}

function refuse(): never {
  throw new DocentError(
    'unavailable',
    'The passages of this guide are in a vector bucket, and this installation knows of none.',
    'Ask whoever runs it to set DOCENT_VECTOR_BUCKET, or to move the guide: npm run docent -- move-index BOT --to packs',
  )
}
