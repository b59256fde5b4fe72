/**
 * The stem of a Dutch word, folded and in lower case: plural, diminutive and the endings of adjectives and
 * verbs go; what spelling does to the stem then (`boom` `bomen`, `kat` `katten`, `huis` `huizen`) is undone by
 * writing every long vowel once, every double consonant once, `v` at the end as `f`, and leaving `z` away like `s`. The rules
 * are our own; the idea of a light stemmer is that of J. Savoy, "Light stemming approaches", SAC 2006.
 */
export function stemDutch(word: string): string {
  if (word.length < 4) return word
  const plain = word.replace(/heden$/, 'heid').replace(/(?<=.{2})(?:(?<=[lnw])tje|(?<=m)pje|je)s?$/, '')
  const stem = plain.replace(/^(.{3,}?)(?:ende|end|en|e|'s|s)$/, '$1')
  return stem
    .replace(/([aeou])\1/g, '$1')
    .replace(/([b-df-hj-np-tv-z])\1$/, '$1')
    .replace(/v$/, 'f')
    .replace(/z$/, '')
}
