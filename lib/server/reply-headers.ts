/** What every reply carries that has no policy of its own: it is data or a refusal, and nothing in it may run or be framed. */
export const REPLY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

/** As the look of a guide's button: no page of another site shows an old one for longer. */
const LOADER_FRESH_SECONDS = 300
const LOADER_STALE_SECONDS = 600

/** Of the loader, which other people's pages load, also those that let in only what says that it may be. */
export const LOADER_HEADERS = {
  'cache-control': `public, max-age=${LOADER_FRESH_SECONDS}, stale-while-revalidate=${LOADER_STALE_SECONDS}`,
  'cross-origin-resource-policy': 'cross-origin',
}
