import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

test('an owner sees which model answers, and asks it a test question', async ({
  page,
  newOwner,
  signIn,
  model,
}) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/settings`)
  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(answers.getByText('The language model is Museum Writer 7B, at 127.0.0.1:11434.')).toBeVisible()

  await answers.getByText('Connect another language model').click()
  for (const way of [
    'npm start -- --bedrock',
    'Ollama or LM Studio',
    'LOCAL_MODEL_URL=http://127.0.0.1:8000/v1',
  ]) {
    await expect(answers.getByText(way)).toBeVisible()
  }

  const result = answers.getByRole('status', { name: 'Test answer' })
  await model.script({ on: 'chat', reply: 'It says when the museum is **open**. [1]' })
  await answers.getByRole('button', { name: 'Ask a test question' }).click()
  await expect(result).toContainText('What is “Visitor rules.pdf” about, in one sentence?')
  await expect(result).toContainText('It says when the museum is open.')
  await expect(result).toContainText(/Answered in [\d.]+ seconds?, .*\. It cost nothing\.$/)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await model.script({ on: 'chat', exception: 'modelStreamErrorException' })
  await answers.getByRole('button', { name: 'Ask a test question' }).click()
  await expect(answers.getByRole('alert')).toContainText('The model does not answer.')

  await page.goto(`/bots/${botId}/try`)
  await expect(page.getByText('It says when the museum is open.')).toHaveCount(0)
})

test('a guide without documents has nothing to be asked about', async ({
  page,
  newOwner,
  signIn,
  allowComplaint,
}) => {
  allowComplaint(/409/)
  const owner = await newOwner()
  const { id } = await owner.api.createBot({ name: 'Empty museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${id}/settings`)
  const answers = page.getByRole('region', { name: 'Answers' })
  await answers.getByRole('button', { name: 'Ask a test question' }).click()
  await expect(answers.getByRole('alert')).toContainText('There is no document to ask about yet.')
  await expect(answers.getByRole('alert')).toContainText('Add one under Knowledge')
})
