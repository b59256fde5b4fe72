import type { z } from 'zod'
import { DocentError } from '#lib/core/errors.ts'

/** The largest honest body is a bot's instructions in a language of three bytes a letter. */
const MAX_BODY_BYTES = 64 * 1_024

/** The body as `schema` wants it. Throws `invalid`, naming the field, or `too-large`. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(await readJson(request))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const message = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')
  throw new DocentError('invalid', message || 'What was sent does not fit.', 'Change it and send it again.', {
    cause: result.error,
  })
}

/** The body as JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new DocentError('invalid', 'What was sent is not JSON.', 'Send a JSON object.', { cause: error })
  }
}

/** The body as it came, for who must check a signature of it. Reads no further than the limit, whatever the headers promise. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > MAX_BODY_BYTES) throw tooLarge()
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

export function tooLarge(): DocentError {
  return new DocentError(
    'too-large',
    'That is too long: at most 64 KB can be sent. Nothing of it was kept.',
    'Shorten it and send it again.',
  )
}
