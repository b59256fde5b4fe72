import { stem } from './words.ts'

/** Whether two stems are everyday words for one thing in English: what visitors say and what documents say. */
export function areSynonyms(a: string, b: string): boolean {
  const group = GROUP_OF.get(a)
  return group !== undefined && group === GROUP_OF.get(b)
}

const GROUPS = [
  'price prices cost costs pay fee fees charge charges rate admission',
  'child children kid kids',
  'toilet restroom bathroom wc',
  'lift elevator',
  'refund reimburse reimbursement money',
  'photo photograph photography picture camera',
  'phone telephone call',
  'buy purchase order',
  'begin start commence',
  'end finish conclude',
  'error problem issue fault',
  'vacation holiday leave',
  'job position role',
  'pet pets animal animals',
  'bike bicycle',
  'car vehicle',
  'doctor physician',
  'book reserve reservation booking',
  'cancel cancellation',
  'deliver delivery ship shipping dispatch',
  'return returns exchange',
  'warranty guarantee',
  'cafe café restaurant cafeteria',
  'discount reduction concession',
  'accessible accessibility wheelchair disabled',
  'author writer written wrote',
  'founded established founder',
  'biggest largest',
  'died death',
  'born birth',
]

const GROUP_OF = new Map(
  GROUPS.flatMap((words, group) => words.split(' ').map(word => [stem(word), group] as const)),
)

/** Verbs and adjectives of asking, which nearly every question could contain. */
export const LIGHT_VERBS: ReadonlySet<string> = new Set(
  'bring see visit offer provide get use make go give take need want allow allowed permit possible available know find happen call called known type kind example describe explain mean work thing way'
    .split(' ')
    .map(stem),
)
