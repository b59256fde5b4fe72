/** A setting that only functions need. Throws where it is not given, naming it and what belongs there. */
export function needed<Value>(value: Value | null, setting: string, what: string): Value {
  if (value === null) throw new Error(`${setting} is missing; put ${what}.`)
  return value
}

export const QUEUE_ADDRESS = 'the address of the queue of documents'
