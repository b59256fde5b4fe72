/** Headers for every path that `pattern` takes. */
export interface CustomHeaders {
  pattern: string
  headers: { key: string; value: string }[]
}

/**
 * `customHttp.yml`, of YAML no more than its documented form, indented by two and with every value between double
 * quotes. Throws at a line that is anything else. It does not carry monorepos, nor patterns that begin with no slash.
 * https://docs.aws.amazon.com/amplify/latest/userguide/custom-header-YAML-format.html
 */
export function parseCustomHeaders(text: string): CustomHeaders[] {
  const [head, ...lines] = text.split('\n').filter(line => !/^\s*(#|$)/.test(line))
  if (head !== 'customHeaders:') throw unreadable(head ?? '')
  const found: CustomHeaders[] = []
  let wanted: readonly string[] = ['pattern']
  for (const line of lines) {
    const [, lead, name = '', value = ''] = LINE.exec(line) ?? []
    const form = FORM[name]
    if (!form || !wanted.includes(name) || lead !== form.lead || (value !== '') !== form.valued)
      throw unreadable(line)
    if (name === 'pattern' && !value.startsWith('/')) throw unreadable(line)
    const rule = found.at(-1)
    if (name === 'pattern') found.push({ pattern: value, headers: [] })
    if (name === 'key') rule!.headers.push({ key: value, value: '' })
    if (name === 'value') rule!.headers.at(-1)!.value = value
    wanted = form.next
  }
  if (!wanted.includes('pattern')) throw new Error('customHttp.yml ends in the middle of a rule.')
  return found
}

/** What Hosting puts on an answer to `path`, by names in small letters; of two rules the later one holds. */
export function customHeadersOf(
  rules: CustomHeaders[],
  path: string,
  status: number,
): Record<string, string> {
  const headers = rules.filter(({ pattern }) => takes(pattern, path)).flatMap(rule => rule.headers)
  const named = headers.map(({ key, value }) => [key.toLowerCase(), value] as const)
  // A refusal is never kept.
  return Object.fromEntries(named.filter(([key]) => key !== 'cache-control' || status === 200))
}

const LINE = /^( *(?:- )?)([a-z]+):(?: "([^"\\]+)")?$/
/** Before the name, whether a value belongs behind it, and what may come next. */
const FORM: Record<string, { lead: string; valued: boolean; next: readonly string[] }> = {
  pattern: { lead: '  - ', valued: true, next: ['headers'] },
  headers: { lead: '    ', valued: false, next: ['key'] },
  key: { lead: '      - ', valued: true, next: ['value'] },
  value: { lead: '        ', valued: true, next: ['key', 'pattern'] },
}

function unreadable(line: string): Error {
  return new Error(`customHttp.yml: "${line.trim()}" is not what belongs there.`)
}

/** `*` stands for anything but a slash, `**` and a slash for any folders or none. */
function takes(pattern: string, path: string): boolean {
  const source = pattern.replace(/\*\*\/|\*|[^\w/-]/g, sign =>
    sign === '**/' ? '(?:.*/)?' : sign === '*' ? '[^/]*' : `\\${sign}`,
  )
  return new RegExp(`^${source}$`).test(path)
}
