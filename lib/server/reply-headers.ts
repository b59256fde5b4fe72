/** What every reply carries that has no policy of its own: it is data or a refusal, and nothing in it may run or be framed. */
export const REPLY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}
