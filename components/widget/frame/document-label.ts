/** A file's name as people say it: `Prices 2026`. */
export function documentLabel(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('_', ' ') || name
}
