import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'

const RULES = `# Harbour Museum

## Tickets

| Ticket | Price | For whom |
| ------ | ----- | -------- |
| Single | 9 euros | one adult |
| Family | 28 euros | two adults and three children |

## Starting the audio guide

Install it, then start it:

    npm install audio-guide --with-a-voice-that-is-longer-than-any-phone-is-wide
    npm start

## What you may bring

You may bring these into the galleries:

- a pushchair
- an assistance dog
- water in a closed bottle

## The founder

Ada Coffin founded the museum in 1931. She had been a lighthouse keeper.
`

test('an owner wants quotes, and the guide answers in the documents’ own form, or honestly not at all', async ({
  page,
  signIn,
  newOwner,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await page
    .getByLabel('Documents to add')
    .setInputFiles({ name: 'rules.md', mimeType: 'text/markdown', buffer: Buffer.from(RULES) })
  await expect(page.getByText('Ready to answer')).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByLabel('An answer is').selectOption('Quotes from your documents')
  await expect(page.getByText(/, is connected, but not asked while answers are quotes\.$/)).toBeVisible()
  const instructions = page.getByLabel('Instructions')
  await expect(instructions).toHaveAccessibleDescription(
    'Not used while answers are quotes. What stands here is kept.',
  )
  const note = (await page.getByText('Not used while answers are quotes.').boundingBox())!
  expect(note.y + note.height).toBeLessThanOrEqual((await instructions.boundingBox())!.y)
  await expect(page.getByText('Examples to start from:')).toHaveCount(0)
  await instructions.fill('Speak warmly.')
  await expect(page.getByLabel('Language')).toHaveAccessibleDescription(/Quotes stay as they are\.$/)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved').first()).toBeVisible()

  await expect(instructions).toHaveValue('Speak warmly.')

  await page.getByRole('link', { name: 'Try it' }).first().click()
  await expect(page.getByText('Answers are quotes from your documents.')).toBeVisible()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  const quote = conversation.getByRole('figure').last()
  await ask(page, 'What does a family ticket cost?')
  await expect(quote.getByRole('columnheader', { name: 'Price' })).toBeVisible()
  await expect(quote.getByRole('cell', { name: '28 euros' })).toBeVisible()
  await expect(quote).toContainText('From Harbour Museum · Tickets')
  await expect(conversation.getByText('Quoted from one place')).toBeVisible()
  await quote.getByRole('button', { name: /^Source 1/ }).click()
  await expect(page.getByRole('article', { name: /^Source 1/ })).toHaveAttribute('data-lit', 'true')

  await ask(page, 'How do I start the audio guide?')
  await expect(quote.locator('pre')).toHaveText(
    'npm install audio-guide --with-a-voice-that-is-longer-than-any-phone-is-wide\nnpm start',
  )
  await expect(quote.getByRole('button', { name: 'Copy code' })).toBeVisible()

  await ask(page, 'What may I bring into the galleries?')
  await expect(quote.getByRole('listitem')).toHaveText([
    'a pushchair',
    'an assistance dog',
    'water in a closed bottle',
  ])

  await ask(page, 'Who foundd the museum?')
  await expect(conversation.getByText('Searched for Who founded the museum?')).toBeVisible()
  await expect(quote).toContainText('Ada Coffin founded the museum in 1931.')

  await ask(page, 'Is there a submarine?')
  await expect(conversation.getByText('I did not find this in the documents.').first()).toBeVisible()
  await expect(conversation.getByText('“submarine” is in none of your documents.')).toBeVisible()

  await page.reload()
  await expect(conversation.getByRole('figure').first()).toContainText('28 euros')

  await page.setViewportSize({ width: 390, height: 844 })
  for (const figure of await conversation.getByRole('figure').all()) {
    const { x, width } = (await figure.boundingBox())!
    expect(x + width).toBeLessThanOrEqual(390)
  }
})
