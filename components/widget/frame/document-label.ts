/** How files end whose format is read (`acceptedEndings`), told in as few bytes as a page may be asked for. */
const FILE =
  /^(.+?)(?: \(\d+\))?\.(?:pdf|docx|xls[xm]|xltx|[ct]sv|p[po][ts][xm]|o[dt]t|rtf|epub|te?xt|md|markdown|html?|eml|(?:nd)?json|jsonl)$/i

/** `contract final v3` for `contract_final_v3 (1).pdf`; a name that somebody gave stays as it is. */
export function documentLabel(name: string): string {
  return FILE.exec(name)?.[1]?.replaceAll('_', ' ').trim() || name
}
