import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'

const page1 = `<!doctype html><meta charset="utf-8"><title>Plan your visit</title>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Souvenirs</a></li></ul></nav>
<main><h1>Plan your visit</h1><h2 id="hours">Opening hours</h2>
<table><tr><th>Day</th><th>Opens</th><th>Closes</th></tr><tr><td>Saturday</td><td>10:00</td><td>20:00</td></tr>
<tr><td>Sunday</td><td>11:00</td><td>18:00</td></tr></table></main><footer>Imprint and privacy</footer>`

const mail = [
  'From: Marie <marie@harbour.example>',
  'To: Tom <tom@school.example>',
  'Subject: Your group visit in May',
  'Content-Type: multipart/mixed; boundary=x',
  ...['', '--x', 'Content-Type: text/plain; charset=utf-8', ''],
  'The guided tour of your group takes 75 minutes and costs 90 euros.',
  ...[
    '--x',
    'Content-Type: application/pdf; name=map.pdf',
    'Content-Disposition: attachment',
    '',
    'x',
    '--x--',
    '',
  ],
].join('\r\n')

const data = JSON.stringify([
  { question: 'Do you ship abroad?', answer: 'We ship to all of Europe for 8 euros.' },
])

test('a web page, a mail and data become ready, are read and answer', async ({ page, signIn, newOwner }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await page.getByLabel('Documents to add').setInputFiles([
    { name: 'visit.html', mimeType: 'text/html', buffer: Buffer.from(page1) },
    { name: 'group.eml', mimeType: 'message/rfc822', buffer: Buffer.from(mail) },
    { name: 'shop.json', mimeType: 'application/json', buffer: Buffer.from(data) },
  ])
  const documents = page.getByRole('list', { name: 'Documents' })
  const open = (name: string) => documents.getByRole('button', { name, exact: true })
  for (const name of ['Plan your visit', 'Your group visit in May', 'shop.json'])
    await expect(open(name)).toBeVisible()
  await expect(documents.getByText(/attached to the mail is not read/)).toHaveCount(1)

  await open('Plan your visit').click()
  const reading = page.getByRole('dialog')
  await expect(reading.getByText('20:00')).toBeVisible()
  await expect(reading.getByText(/Souvenirs|Imprint/)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await nothingAbove(page)
  await open('Your group visit in May').click()
  await expect(reading.getByText('From: Marie <marie@harbour.example>')).toBeVisible()
  await page.keyboard.press('Escape')
  await nothingAbove(page)

  await page.getByRole('link', { name: 'Try it' }).first().click()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await ask(page, 'What does the guided tour for a group cost?')
  await expect(conversation.getByText(/costs 90 euros/).first()).toBeVisible()
  await ask(page, 'Do you ship abroad?')
  await expect(conversation.getByText(/all of Europe for 8 euros/).first()).toBeVisible()
})
