import { customHeadersOf, parseCustomHeaders } from '#lib/local-aws/hosting/custom-headers.ts'
import { HTTPS_FOR_A_YEAR } from '#lib/server/page-security.ts'
import { LOADER_HEADERS } from '#lib/server/reply-headers.ts'

/** Where Amplify Hosting looks for the headers of what it serves, below the repository. */
export const CUSTOM_HEADERS_FILE = 'customHttp.yml'

/** What our server says of every file of its own. */
const NEEDED = { 'x-content-type-options': 'nosniff', 'strict-transport-security': HTTPS_FOR_A_YEAR }
/** Others would stand on pages as well, in place of their own, should a pattern ever take more than it says. */
const ALLOWED = [...Object.keys(NEEDED), 'cross-origin-resource-policy']

/**
 * What of `customHttp.yml` is not as static files need it, which no server of ours answers for; `paths` are some of
 * each kind.
 */
export function staticHeaderComplaints(text: string, paths: string[]): string[] {
  let rules: ReturnType<typeof parseCustomHeaders>
  try {
    rules = parseCustomHeaders(text)
  } catch (error) {
    return [(error as Error).message]
  }
  const strange = rules
    .flatMap(({ headers }) => headers)
    .filter(({ key }) => !ALLOWED.includes(key.toLowerCase()))
    .map(({ key }) => `${CUSTOM_HEADERS_FILE} sets ${key}, which is not to be set there.`)
  const missing = paths.flatMap(path => {
    const given = customHeadersOf(rules, path, 200)
    return Object.entries(neededFor(path))
      .filter(([name, value]) => given[name] !== value)
      .map(([name, value]) => `${CUSTOM_HEADERS_FILE} does not give ${path} "${name}: ${value}".`)
  })
  return [...strange, ...missing]
}

function neededFor(path: string): Record<string, string> {
  if (path !== '/docent.js') return NEEDED
  const name = 'cross-origin-resource-policy'
  return { ...NEEDED, [name]: LOADER_HEADERS[name] }
}
