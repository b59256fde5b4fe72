import { makeOdt } from '#lib/extraction/fixtures/make-odt.ts'
import { makePptx, picture, shape, slideTable } from '#lib/extraction/fixtures/make-pptx.ts'
import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'

const presentation = makePptx([
  {
    shapes: shape('type="ctrTitle"', 'The pool of Lyon') + shape('type="subTitle" idx="1"', 'For new staff'),
  },
  {
    shapes:
      shape('type="title"', 'Opening hours') +
      slideTable(['Day', 'Opens', 'Closes'], ['Weekdays', '7:00', '21:00'], ['Sundays', '9:00', '18:00']),
  },
  { shapes: picture },
  {
    shapes:
      shape('type="title"', 'Lost and found') +
      shape('idx="1"', 'Lost towels are kept for fourteen days.', 'Keys go to the police after a week.'),
    notes: shape('type="body" idx="1"', 'Remind everybody that phones are locked away at once.'),
  },
])

const letter = makeOdt({
  body: '<text:h text:outline-level="1">Lockers</text:h><text:p>A locker costs two euros, which come back with the key.</text:p><text:list><text:list-item><text:p>Small lockers stand in the hall.</text:p></text:list-item><text:list-item><text:p>Large lockers stand behind the showers.</text:p></text:list-item></text:list>',
})

test('a presentation becomes ready, and a question is answered from the slide that says it', async ({
  page,
  newOwner,
  signIn,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Pool' })
  await owner.api.changeBot(bot.id, { answers: 'quotes' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  const file = (name: string, bytes: Uint8Array) => ({
    ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) },
  })
  await page
    .getByLabel('Documents to add')
    .setInputFiles([file('Pool.pptx', presentation), file('Lockers.odt', letter)])
  await expect(page.getByText('4 slides')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Lockers.odt', exact: true })).toBeVisible()

  await test.step('its text is its slides, in their order', async () => {
    await page.getByRole('button', { name: 'The pool of Lyon', exact: true }).click()
    const opened = page.getByRole('dialog', { name: 'The pool of Lyon' })
    await expect(opened.getByRole('heading', { name: 'Lost and found' })).toBeVisible()
    await expect(opened.getByText('phones are locked away')).toBeVisible()
    await expect(opened.getByText('Slide 4').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await nothingAbove(page)
  })

  await test.step('the slide is named beside the quote', async () => {
    await page.goto(`/bots/${bot.id}/try`)
    await ask(page, 'How long are lost towels kept?')
    const source = page.getByRole('article', { name: /^Source 1: .*pool/ })
    await expect(source).toContainText('Slide 4')
    await expect(source.locator('mark').first()).toContainText('fourteen days')
  })
})
