/**
 * Stems of French, Spanish, Italian and Portuguese words, folded and in lower case: plural and gender, and
 * for French the commonest endings of verbs. In the spirit of the light and minimal stemmers of J. Savoy,
 * "A stemming procedure and stopword list for general French corpora", JASIS 50 (1999), and "Light stemming
 * approaches for the French, Portuguese, German and Hungarian languages", SAC 2006; the rules are our own.
 * What they leave apart, meaning brings together.
 */
export function stemFrench(word: string): string {
  if (word.length < 5) return word.length === 4 ? word.replace(/[sx]$/, '') : word
  let stem = word.replace(/eaux$/, 'eau').replace(/aux$/, 'al').replace(/[sx]$/, '')
  stem = stem.replace(/^(.{4,}?)(?:ement|ment)$/, '$1').replace(/^(.{3,})(?:euse|eur)$/, '$1eu')
  stem = stem.replace(
    /^(.{3,}?)(?:eraient|erait|aient|erons|eront|erez|era|ait|ant|ons|ent|ez|er|ee|e)$/,
    '$1',
  )
  return doubled(stem)
}

export function stemSpanish(word: string): string {
  if (word.length < 5) return word.length === 4 ? word.replace(/s$/, '') : word
  if (word.endsWith('eses')) return word.slice(0, -2)
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`
  return word.replace(/(?:os|as|es|o|a|e|s)$/, '')
}

export function stemItalian(word: string): string {
  if (word.length < 4) return word
  if (word.length < 6) return word.replace(/[aeiou]$/, '')
  return word
    .replace(/(?:chi|che)$/, 'c')
    .replace(/(?:ghi|ghe)$/, 'g')
    .replace(/(?:ie|ia|io|ii|[aeiou])$/, '')
}

export function stemPortuguese(word: string): string {
  if (word.length < 4) return word
  const singular = word
    .replace(/(?:oes|aes|aos)$/, 'ao')
    .replace(/(?<=.{2})ais$/, 'al')
    .replace(/(?<=.{2})eis$/, 'el')
    .replace(/(?<=.{2})ois$/, 'ol')
    .replace(/(?<=.{2})ns$/, 'm')
    .replace(/(?<=[rz])es$/, '')
    .replace(/(?<=[aeiou])s$/, '')
  if (singular.length < 4 || singular.endsWith('ao')) return singular
  return singular.replace(/[aeo]$/, '')
}

/** `chienne` and `chien` meet once the second of two equal letters is gone. */
function doubled(stem: string): string {
  return stem.replace(/([a-z])\1$/, '$1')
}
