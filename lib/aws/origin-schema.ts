import { z } from 'zod'

/** An address of an installation: what stands after the host would reach nobody. */
export const originSchema = z.url({ protocol: /^https?$/ }).refine(text => {
  // That it is no address at all is said already.
  if (!URL.canParse(text)) return true
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && !search && !hash && !username && !password
})
