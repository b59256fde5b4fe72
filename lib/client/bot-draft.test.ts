import { expect, it } from 'vitest'
import type { Bot } from '../core/bots/bot.ts'
import { changedFields, settingsErrors } from './bot-draft.ts'

const bot: Bot = {
  id: 'bot_1',
  ownerId: 'owner',
  name: 'Museum guide',
  purpose: '',
  instructions: '',
  greeting: '',
  suggestedQuestions: ['When do you open?'],
  language: 'auto',
  accent: '#a8431f',
  allowedSites: [],
  published: false,
  index: 'packs',
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
    name: 'Give your bot a name.',
    accent: expect.stringContaining('#a8431f'),
  })
  expect(settingsErrors({ name: 'Guide' })).toEqual({})
})
