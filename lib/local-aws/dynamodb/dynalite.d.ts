/** The parts of dynalite 4.0.0 that we call, which ships no types. */
declare module 'dynalite/db/index.js' {
  import type { DynaliteDb, Store } from '#lib/local-aws/dynamodb/store.ts'

  const db: DynaliteDb & {
    create(options: object): Store & { db: import('#lib/local-aws/dynamodb/store.ts').LevelDb }
  }
  export default db
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(data: unknown, types: object): Record<string, unknown>
    checkValidations(data: object, types: object, custom: unknown, store: object): void
  }
  export default validations
}

declare module 'dynalite/validations/*' {
  const validation: { types: object; custom?: unknown }
  export default validation
}

declare module 'dynalite/actions/*' {
  import type { Action } from '#lib/local-aws/dynamodb/store.ts'

  const action: Action
  export default action
}
