import { makePdf } from '#lib/extraction/fixtures/make-pdf.ts'
import type { Owner } from './docent-test.ts'

/** A PDF of two pages; every story asks about it. */
export const visitorRules = {
  name: 'Visitor rules.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    makePdf([
      {
        lines: [
          { text: 'Opening hours', size: 18, bold: true },
          'The museum is open daily from ten to six. On Sundays it opens at noon.',
          'The last entry is half an hour before closing time.',
        ],
      },
      {
        lines: [
          { text: 'Tickets', size: 18, bold: true },
          'A family ticket for two adults and up to three children costs 28 euros.',
          'Children under six enter free.',
          { text: 'Animals', size: 18, bold: true },
          'Assistance dogs are welcome in every gallery. Other dogs may wait in the courtyard.',
        ],
      },
    ]),
  ),
}

/** A guide that has read the rules, made without the browser. */
export async function readyGuide(owner: Owner, name = 'Harbour Museum'): Promise<string> {
  return guideOf(owner, name, [{ name: visitorRules.name, bytes: new Uint8Array(visitorRules.buffer) }])
}

/** The same with documents of the story's own. */
export async function guideOf(owner: Owner, name: string, files: readonly File[]): Promise<string> {
  const bot = await owner.api.createBot({ name })
  for (const file of files) await owner.api.addDocument(bot.id, file)
  for (;;) {
    const documents = await owner.api.listDocuments(bot.id)
    if (documents.every(({ status }) => status === 'ready')) return bot.id
    const failed = documents.find(({ status }) => status === 'failed')
    if (failed) throw new Error(failed.failure?.reason)
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}

interface File {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** As often as a page would look. */
const POLL_MS = 100
