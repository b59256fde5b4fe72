/**
 * Keys with the prefix, in order, after `after`; those that go on past the delimiter are told only as their
 * common prefix. Both count towards `maxKeys`. `next` is the last entry when there is more.
 */
export function listPage(
  keysInOrder: string[],
  asked: { prefix: string; delimiter: string | undefined; after: string; maxKeys: number },
): { keys: string[]; prefixes: string[]; next: string | undefined } {
  const { prefix, delimiter, maxKeys } = asked
  const keys: string[] = []
  const prefixes: string[] = []
  const after = Buffer.from(asked.after)
  let last: string | undefined
  for (const key of keysInOrder) {
    if (!key.startsWith(prefix) || Buffer.from(key).compare(after) <= 0) continue
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length)
    const common = end === -1 ? undefined : key.slice(0, end + delimiter!.length)
    // Already told, on this page or on the one that ended with it.
    if (common !== undefined && (common === prefixes.at(-1) || common === asked.after)) continue
    if (keys.length + prefixes.length === maxKeys) return { keys, prefixes, next: last }
    if (common === undefined) keys.push(key)
    else prefixes.push(common)
    last = common ?? key
  }
  return { keys, prefixes, next: undefined }
}
