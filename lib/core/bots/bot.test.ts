import { expect, it } from 'vitest'
import { botSettingsSchema } from './bot.ts'

it.each(['name', 'purpose', 'instructions', 'greeting'] as const)(
  'nothing in its %s is unseen or turns the words around',
  field => {
    const kept = botSettingsSchema.pick({ [field]: true } as { name: true }).parse({
      [field]: ' Mu\u202eseum\0 of\r\nDocks\ud800 ',
    })
    expect(kept).toEqual({ [field]: 'Museum of\nDocks' })
  },
)

it('a name of nothing but such characters is none', () => {
  expect(botSettingsSchema.pick({ name: true }).safeParse({ name: '\u202e\0' }).success).toBe(false)
})
