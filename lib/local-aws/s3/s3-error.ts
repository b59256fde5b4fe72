/** An error as S3 answers it: `code` and `status` from "Error responses", Amazon S3 API reference. */
export class S3Error extends Error {
  readonly code: string
  readonly status: number
  /** Further elements of the error's XML, like `MaxSizeAllowed`. */
  readonly details: Record<string, string>

  constructor(
    code: string,
    status: number,
    message: string,
    details: Record<string, string> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'S3Error'
    this.code = code
    this.status = status
    this.details = details
  }
}

export function notImplemented(what: string): S3Error {
  return new S3Error('NotImplemented', 501, `${what} is not implemented by the S3 on this machine.`)
}

export function noSuchBucket(bucket: string): S3Error {
  return new S3Error('NoSuchBucket', 404, 'The specified bucket does not exist.', { BucketName: bucket })
}

export function noSuchKey(key: string): S3Error {
  return new S3Error('NoSuchKey', 404, 'The specified key does not exist.', { Key: key })
}

export function invalidArgument(message: string): S3Error {
  return new S3Error('InvalidArgument', 400, message)
}

export function malformedXml(): S3Error {
  return new S3Error(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema.',
  )
}
