import type { Locator } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const RULE =
  'is welcome in every gallery, on every day of the week, as long as nobody else is disturbed by it'
const RULES = `# Harbour Museum

## Opening hours

The museum is open from ten to six.

## What you may bring

You may bring these into the galleries:

${[
  'A pushchair',
  'A sketchbook',
  'A camera',
  'A walking stick',
  'A water bottle',
  'A folding chair',
  'An umbrella',
  'A map',
]
  .map(thing => `- ${thing} ${RULE}.`)
  .join('\n')}
`
const SHORT = 'When is the museum open?'
const LONG = 'What may I bring into the galleries?'

for (const place of ['Try it', 'the chat of a visitor']) {
  for (const [width, height] of [
    [1280, 560],
    [390, 640],
  ] as const) {
    test(`in ${place}, a long answer is read from its question on: ${width} px`, async ({
      page,
      newOwner,
      signIn,
    }) => {
      await page.setViewportSize({ width, height })
      const owner = await newOwner()
      const botId = await guideOf(owner, 'Harbour Museum', [{ name: 'rules.md', bytes: Buffer.from(RULES) }])
      await owner.api.changeBot(botId, { answers: 'quotes', published: true })
      await signIn(page, owner)
      await page.goto(place === 'Try it' ? `/bots/${botId}/try` : `/embed/${botId}`)
      const conversation = page.getByLabel('Conversation', { exact: true })
      const answer = conversation.getByRole('article').last()

      await ask(page, SHORT)
      await expect(answer).toContainText('The museum is open from ten to six.')
      await expect(answer.getByRole('figure').last()).toBeInViewport({ ratio: 1 })

      await ask(page, LONG)
      await expect(answer.getByRole('figure').first()).toContainText('A pushchair')
      await expect(async () => {
        const below = await belowTheTop(conversation, answer.getByText(LONG))
        expect(below).toBeGreaterThanOrEqual(0)
        expect(below).toBeLessThan(24)
      }).toPass({ timeout: 10_000 })
      await expect(answer.getByText('You may bring these into the galleries:')).toBeInViewport()
      await conversation.press('End')
      await expect(answer.getByRole('listitem').last()).toBeInViewport()

      await page.reload()
      await expect(answer.getByText(LONG)).toBeInViewport()
      await expect(answer.getByText('You may bring these into the galleries:')).toBeInViewport()
    })
  }
}

/** How far, in px, something stands below the upper edge of what is seen of the conversation. */
async function belowTheTop(conversation: Locator, what: Locator): Promise<number> {
  const [area, box] = await Promise.all([conversation.boundingBox(), what.boundingBox()])
  return box!.y - area!.y
}
