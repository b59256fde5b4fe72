import { makeDocx, paragraph } from '#lib/extraction/fixtures/make-docx.ts'
import { makePdf } from '#lib/extraction/fixtures/make-pdf.ts'
import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'

const PAGES = 352

/** Long enough that what is asked for stands far below, in a passage with much else. */
const halls = (count: number) =>
  Array.from({ length: count }, (_, n) => `Hall ${n} shows ropes, sails and lamps of the old harbour.`)
const around = (sentence: string, before = 160, after = 60) => [...halls(before), sentence, ...halls(after)]

const documents = [
  {
    name: 'Halls.md',
    question: 'Where lies the golden compass?',
    sentence: 'The golden compass lies in a drawer of the attic.',
    bytes: (sentence: string) => Buffer.from(around(sentence).join(' ').replaceAll(' Hall', '\n\nHall')),
  },
  {
    name: 'Bells.docx',
    question: 'Who cast the silver bell?',
    sentence: 'The silver bell was cast by two sisters from Lund.',
    bytes: (sentence: string) =>
      Buffer.from(
        makeDocx({
          body: around(sentence)
            .map(text => paragraph(text))
            .join(''),
        }),
      ),
  },
  {
    name: 'Anchors.pdf',
    question: 'How heavy is the iron anchor?',
    sentence: 'The iron anchor weighs four hundred kilograms.',
    bytes: (sentence: string) =>
      Buffer.from(
        makePdf(
          Array.from({ length: PAGES }, (_, page) => ({
            lines: [
              `Hall ${page} shows ropes, sails and lamps of the old harbour.`,
              ...(page === 301 ? [sentence] : []),
              `Keep to the left in hall ${page}, where the floor is wet.`,
            ],
          })),
        ),
      ),
  },
]

test('“Open in document” opens at the sentence, from every page, the second time too', async ({
  page,
  newOwner,
  signIn,
}) => {
  test.setTimeout(180_000)
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  for (const { name, sentence, bytes } of documents)
    await owner.api.addDocument(bot.id, { name, bytes: new Uint8Array(bytes(sentence)) })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await expect(page.getByText('All 3 ready')).toBeVisible({ timeout: 90_000 })

  const opened = page.getByRole('dialog', { name: /^(Halls|Bells|Anchors)\./ })
  /** Presses the button twice over, and looks each time. */
  async function opensAt(button: ReturnType<typeof page.getByRole>, sentence: string) {
    for (let time = 1; time <= 2; time++) {
      await button.click()
      await expect(opened.locator('mark').first()).toBeInViewport()
      expect((await opened.locator('mark').allTextContents()).join(' ')).toBe(sentence)
      await page.keyboard.press('Escape')
      await nothingAbove(page)
      await expect(opened).toHaveCount(0)
    }
  }

  for (const { name, question, sentence } of documents) {
    await test.step(`${name}, from “Search preview”`, async () => {
      await page.goto(`/bots/${bot.id}/search?q=${encodeURIComponent(question)}`)
      const best = page.getByRole('article', { name: `Passage 1: ${name}` })
      await opensAt(best.getByRole('button', { name: 'Open in document' }), sentence)
    })

    await test.step(`${name}, from “Try it”`, async () => {
      await page.goto(`/bots/${bot.id}/try`)
      await ask(page, question)
      const source = page.getByRole('article', { name: `Source 1: ${name}` })
      await opensAt(source.getByRole('button', { name: 'Open in document' }), sentence)
    })
  }

  await test.step('a passage that the answer took nothing from opens where it begins', async () => {
    await page.getByText(/^Also looked at/).click()
    const other = page.getByRole('article', { name: /^Looked at: Anchors\.pdf/ }).last()
    const words = (await other.getByRole('paragraph').last().textContent())!.slice(0, 40)
    await other.getByRole('button', { name: 'Open in document' }).click()
    await expect(opened.locator('[data-lit]')).toBeInViewport()
    await expect(opened.locator('[data-lit]')).toContainText(words.split('.')[0]!)
    await expect(opened.locator('mark')).toHaveCount(0)
  })
})
