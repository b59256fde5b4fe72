import type { DayBook, DayEntry, Figures } from '#lib/core/usage/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure } from './dynamo-errors.ts'

/** Whoever meets a minute that others begin or end just then tries the other way, and again. */
const TRIES = 4

/** Days of a bot, `pk BOT#id`, `sk DAY#yyyy-mm-dd`; `minute` and `asked` are those of the latest question. */
export function dynamoDayBook(dynamo: DynamoCalls, table: string): DayBook {
  const begun = new BegunMinutes()
  const key = (botId: string, day: string) => ({ pk: `BOT#${botId}`, sk: `DAY#${day}` })
  return {
    async open(entry) {
      if (entry.minute === null) return (await setAside(entry, { add: [], set: [], when: [] })) ? 0 : null
      let joins = begun.has(entry.botId, entry.minute)
      for (let tries = 1; ; tries++) {
        const asked = await askIn(entry, entry.minute, joins)
        if (asked !== null) return asked
        const day = await read(entry)
        if (entry.cap !== null && day.microUsd >= entry.cap) return null
        if (tries === TRIES) throw new Error(`The minutes of ${entry.botId} cannot be counted.`)
        joins = day.minute >= entry.minute
      }
    },

    async add(botId, day, figures, mustExist = false) {
      try {
        await dynamo.update({
          TableName: table,
          Key: key(botId, day),
          ...adding(figures),
          ...(mustExist && { ConditionExpression: 'attribute_exists(pk)' }),
        })
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },

    async spentBefore(botId, day) {
      if (day.endsWith('-01')) return 0
      const { Items = [] } = await dynamo.query({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': `BOT#${botId}`,
          ':first': `DAY#${day.slice(0, 7)}-01`,
          ':last': `DAY#${dayBefore(day)}`,
        },
        ProjectionExpression: 'microUsd',
      })
      return Items.reduce((sum, { microUsd = 0 }) => sum + Number(microUsd), 0)
    },
  }

  /** One question in its minute, which it begins or joins; null where that is not how things stand, or the day is full. */
  async function askIn(entry: DayEntry, minute: number, joins: boolean): Promise<number | null> {
    const counted = joins
      ? { add: ['asked :one'], set: [], when: ['#minute >= :minute'] }
      : {
          add: [],
          set: ['asked = :one', '#minute = :minute'],
          when: ['(attribute_not_exists(#minute) OR #minute < :minute)'],
        }
    const Attributes = await setAside(entry, counted, { ':one': 1, ':minute': minute })
    if (!Attributes) return null
    begun.note(entry.botId, minute)
    return Number(Attributes.asked)
  }

  async function setAside(
    { botId, day, amount, cap }: DayEntry,
    { add, set, when }: { add: string[]; set: string[]; when: string[] },
    values: Record<string, number> = {},
  ): Promise<Record<string, unknown> | null> {
    const conditions = [
      ...when,
      ...(cap === null ? [] : ['(attribute_not_exists(microUsd) OR microUsd < :cap)']),
    ]
    try {
      const { Attributes } = await dynamo.update({
        TableName: table,
        Key: key(botId, day),
        UpdateExpression: [
          `ADD ${['microUsd :amount', ...add].join(', ')}`,
          ...(set.length ? [`SET ${set.join(', ')}`] : []),
        ].join(' '),
        ...(conditions.length && { ConditionExpression: conditions.join(' AND ') }),
        ...(when.length && { ExpressionAttributeNames: { '#minute': 'minute' } }),
        ExpressionAttributeValues: { ':amount': amount, ...values, ...(cap !== null && { ':cap': cap }) },
        ReturnValues: 'UPDATED_NEW',
      })
      return Attributes ?? {}
    } catch (error) {
      if (isConditionFailure(error)) return null
      throw error
    }
  }

  async function read({ botId, day }: DayEntry): Promise<{ microUsd: number; minute: number }> {
    const { Item = {} } = await dynamo.get({ TableName: table, Key: key(botId, day), ConsistentRead: true })
    return { microUsd: Number(Item.microUsd ?? 0), minute: Number(Item.minute ?? -1) }
  }
}

function adding(figures: Figures) {
  const names = Object.keys(figures)
  return {
    UpdateExpression: `ADD ${names.map(name => `#${name} :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map(name => [`:${name}`, figures[name]])),
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}

/** Bots that this process knows to have been asked in the current minute: the next question joins them at once. */
class BegunMinutes {
  #minute = 0
  readonly #bots = new Set<string>()

  has(botId: string, minute: number): boolean {
    return minute === this.#minute && this.#bots.has(botId)
  }

  note(botId: string, minute: number): void {
    if (minute !== this.#minute) this.#bots.clear()
    this.#minute = minute
    this.#bots.add(botId)
  }
}
