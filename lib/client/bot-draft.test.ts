import { expect, it } from 'vitest'
import type { BotView } from '../core/contract/bots.ts'
import { changedFields, settingsErrors } from './bot-draft.ts'

const bot: BotView = {
  id: 'bot_1',
  name: 'Museum guide',
  purpose: '',
  instructions: '',
  greeting: '',
  suggestedQuestions: ['When do you open?'],
  language: 'auto',
  answers: 'written',
  accent: '#a8431f',
  allowedSites: [],
  published: false,
  knowledgeVersion: 0,
  version: 1,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
}

it('has nothing to save when everything was put back as it was', () => {
  expect(changedFields(bot, { name: 'Museum guide', suggestedQuestions: ['When do you open?'] })).toEqual({})
})

it('saves only what changed', () => {
  expect(changedFields(bot, { name: 'Guide', purpose: '' })).toEqual({ name: 'Guide' })
})

it('says what is wrong beside the field', () => {
  expect(settingsErrors({ name: ' ', accent: 'red' })).toMatchObject({
    name: 'Give your guide a name.',
    accent: expect.stringContaining('#a8431f'),
  })
  expect(settingsErrors({ name: 'Guide' })).toEqual({})
})
