/** A function that failed, as Lambda reports it: `name` is the error's type. */
export class FunctionError extends Error {
  constructor(type: string, message: string) {
    super(message)
    this.name = type
  }

  /** From what a runtime says of an error. */
  static of(said: unknown): FunctionError {
    const { errorType = 'Error', errorMessage = '' } = said as { errorType?: string; errorMessage?: string }
    return new FunctionError(errorType, errorMessage)
  }
}

/** More events at a time than the function may work on. */
export class Throttled extends Error {
  constructor() {
    super('Rate Exceeded.')
    this.name = 'TooManyRequestsException'
  }
}
