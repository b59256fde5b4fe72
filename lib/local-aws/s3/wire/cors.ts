/** One rule of a bucket's CORS configuration. Patterns hold at most one `*`. */
export interface CorsRule {
  id: string | undefined
  allowedOrigins: string[]
  allowedMethods: string[]
  allowedHeaders: string[]
  exposeHeaders: string[]
  maxAgeSeconds: number | undefined
}

export interface CorsQuestion {
  origin: string
  method: string
  /** Lower case; what a preflight asks for. */
  headers: string[]
}

/**
 * The headers that let the asking page read the answer, from the first rule that fits; undefined when none does.
 * Source: "Using cross-origin resource sharing", Amazon S3 user guide.
 */
export function corsHeaders(rules: CorsRule[], question: CorsQuestion): Record<string, string> | undefined {
  const rule = rules.find(
    candidate =>
      candidate.allowedOrigins.some(pattern => fits(pattern, question.origin)) &&
      candidate.allowedMethods.includes(question.method) &&
      question.headers.every(header =>
        candidate.allowedHeaders.some(pattern => fits(pattern.toLowerCase(), header)),
      ),
  )
  if (rule === undefined) return undefined
  const anyone = rule.allowedOrigins.includes('*')
  return {
    'access-control-allow-origin': anyone ? '*' : question.origin,
    ...(anyone ? {} : { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(question.headers.length > 0 ? { 'access-control-allow-headers': question.headers.join(', ') } : {}),
    ...(rule.exposeHeaders.length > 0
      ? { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }
      : {}),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': `${rule.maxAgeSeconds}` }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

function fits(pattern: string, text: string): boolean {
  const [before, after] = pattern.split('*')
  if (after === undefined) return pattern === text
  return text.length >= pattern.length - 1 && text.startsWith(before!) && text.endsWith(after)
}
