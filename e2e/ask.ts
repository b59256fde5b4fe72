import type { Frame, Page } from '@playwright/test'
import { expect } from './docent-test.ts'

/** Asks in "Try it" or in a visitor's chat, once the answer before it has ended. */
export async function ask(room: Page | Frame, question: string): Promise<void> {
  await expect(room.getByRole('button', { name: /^(Ask|Send)$/ })).toBeVisible()
  await room.getByLabel('Your question').fill(question)
  await room.getByLabel('Your question').press('Enter')
}
