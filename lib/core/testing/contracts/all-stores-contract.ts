import { afterAll, describe } from 'vitest'
import { accountStoreContract } from './account-store-contract.ts'
import { botStoreContract } from './bot-store-contract.ts'
import { conversationStoreContract } from './conversation-store-contract.ts'
import { dayBookContract } from './day-book-contract.ts'
import { documentStoreContract } from './document-store-contract.ts'
import { fileStoreContract } from './file-store-contract.ts'
import { packFilesContract } from './pack-files-contract.ts'
import { packManifestsContract } from './pack-manifests-contract.ts'
import { passageStoreContract } from './passage-store-contract.ts'
import type { StoresPlace } from './stores-place.ts'

/** What the stores of an installation must do, each by itself and together. One place serves them all. */
export function allStoresContract(name: string, open: () => Promise<StoresPlace>): void {
  describe(name, () => {
    let opened: Promise<StoresPlace> | undefined
    const place = () => {
      opened ??= open()
      return opened
    }
    afterAll(async () => (await opened)?.close())
    describe('accounts', () => accountStoreContract(place))
    describe('bots', () => botStoreContract(place))
    describe('documents', () => documentStoreContract(place))
    describe('passages', () => passageStoreContract(place))
    describe('manifests', () => packManifestsContract(place))
    describe('packs', () => packFilesContract(place))
    describe('files', () => fileStoreContract(place))
    describe('conversations', () => conversationStoreContract(place))
    describe('days', () => dayBookContract(place))
  })
}
