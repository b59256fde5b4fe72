import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeDurably } from './durable-file.ts'
import { emailKey } from './store.ts'

const mail = z.object({
  to: z.string(),
  subject: z.string(),
  /** What the person has to type: a code, or for an invitation the temporary password. */
  code: z.string(),
  kind: z.enum(['sign-up', 'password-reset', 'e-mail-check', 'invitation']),
  /** ISO 8601. */
  at: z.string(),
})
export type Mail = z.infer<typeof mail>

/** Where e-mails land instead of being sent. */
export interface Mailbox {
  /** Resolves when the mail is on disk. */
  deliver(mail: Mail): Promise<void>
  /** Newest first; of one address, in any case, when given. */
  read(to?: string): Mail[]
}

export async function openMailbox(path: string): Promise<Mailbox> {
  let mails = await readMails(path)
  return {
    async deliver(newest) {
      const next = [newest, ...mails].slice(0, KEPT)
      await writeDurably(path, JSON.stringify(next, null, 2))
      mails = next
    },
    read: to =>
      to === undefined || to.trim() === '' ? mails : mails.filter(m => emailKey(m.to) === emailKey(to)),
  }
}

/** Enough to find any code still in force; the page stays short and the file small. */
const KEPT = 100

async function readMails(path: string): Promise<Mail[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return z.array(mail).parse(JSON.parse(text))
}
