import validations from 'dynalite/validations/index.js'
import type { Action, Store } from './store.ts'

export interface Operation {
  action: Action
  validation: { types: object; custom?: unknown }
}

/** Checks a request's fields as DynamoDB does and compiles its expressions. Throws the refusal. */
export function checkFields(
  store: Store,
  { validation }: Operation,
  fields: object,
): Record<string, unknown> {
  const data = validations.checkTypes(fields, validation.types)
  validations.checkValidations(data, validation.types, validation.custom, store)
  return data
}

/** Runs one of dynalite's actions on checked fields. Rejects with the refusal. */
export function runAction(
  store: Store,
  { action }: Operation,
  data: Record<string, unknown>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    action(store, data, (error, result) => (error ? reject(error) : resolve(result)))
  })
}
