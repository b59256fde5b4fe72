/**
 * Stems of French, Spanish, Italian and Portuguese words, folded and in lower case: plural and gender, and
 * for French the commonest endings of verbs. In the spirit of the light and minimal stemmers of J. Savoy,
 * "A stemming procedure and stopword list for general French corpora", JASIS 50 (1999), and "Light stemming
 * approaches for the French, Portuguese, German and Hungarian languages", SAC 2006; the rules are our own.
 * What they leave apart, meaning brings together.
 */
export function stemFrench(word: string): string {
  if (word.length < 5) return word.length === 4 ? word.replace(/[sx]$/, '') : word
  const singular = word.replace(/aux$/, 'al').replace(/eal$/, 'eau').replace(/[sx]$/, '')
  const noun = singular.replace(/(?<=.{5})ement$/, '').replace(/(?<=.{3})(?:euse|eur)$/, 'eu')
  return noun
    .replace(/^(.{4,}?)(?:eraient|erait|aient|erons|eront|erez|era|ait|ons|ez|er|ee|e)$/, '$1')
    .replace(/([a-z])\1$/, '$1') // `chienne` and `chien`
}

export function stemSpanish(word: string): string {
  if (word.length < 4) return word
  const singular = word
    .replace(/ces$/, 'z')
    .replace(/eses$/, 'es')
    .replace(/(?<=.{2}[aeo])s$/, '')
  return singular.length < 4 ? singular : singular.replace(/[aeo]$/, '')
}

export function stemItalian(word: string): string {
  if (word.length < 4) return word
  const hard = word.replace(/(?<=[cg])h[ei]$/, '')
  if (hard !== word) return hard
  return word.replace(word.length < 6 ? /[aeiou]$/ : /(?:i[aeoi]|[aeiou])$/, '')
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
