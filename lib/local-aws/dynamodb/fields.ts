import type { ZodType } from 'zod'
import { invalid } from './refusal.ts'

/** Parses the fields of an operation that dynalite does not have. Throws a ValidationException. */
export function parseFields<T>(shape: ZodType<T>, fields: unknown): T {
  const parsed = shape.safeParse(fields)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw invalid(
    `${problems.length} validation error${problems.length > 1 ? 's' : ''} detected: ${problems.join('; ')}`,
  )
}
