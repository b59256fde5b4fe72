/**
 * An error that DynamoDB answers with: status, and the JSON body whose `__type` SDK clients turn into
 * an exception's name. dynalite's own errors have the same two fields.
 */
export class Refusal extends Error {
  readonly statusCode: number
  readonly body: { __type: string; message: string; [more: string]: unknown }

  constructor(type: string, message: string, more: object = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Refusal'
    this.statusCode = 400
    this.body = { __type: type, message, ...more }
  }
}

/** Errors of DynamoDB itself, for example `ResourceNotFoundException`. */
export const refuse = (name: string, message: string, more: object = {}, options?: ErrorOptions) =>
  new Refusal(`com.amazonaws.dynamodb.v20120810#${name}`, message, more, options)

/** Errors of the layer that reads requests, for example `UnknownOperationException`. */
export const refuseAtTheDoor = (name: string, message: string, options?: ErrorOptions) =>
  new Refusal(`com.amazon.coral.service#${name}`, message, {}, options)

export const invalid = (message: string) =>
  new Refusal('com.amazon.coral.validate#ValidationException', message)

/** True for our refusals and for dynalite's. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error
}

/** The exception's name: what stands after the `#`. */
export function refusalName(error: Refusal): string {
  return error.body.__type.split('#').at(-1)!
}
