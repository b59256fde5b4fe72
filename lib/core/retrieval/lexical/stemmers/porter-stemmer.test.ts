import { describe, expect, it } from 'vitest'
import { stemEnglish } from './porter-stemmer.ts'

/** The examples of the paper, step by step, and words that other programs are known to get wrong. */
const PAIRS = `
  caresses caress  ponies poni  ties ti  caress caress  cats cat  feed feed  agreed agre  plastered plaster
  bled bled  motoring motor  sing sing  conflated conflat  troubled troubl  sized size  hopping hop  tanned tan
  falling fall  hissing hiss  fizzed fizz  failing fail  filing file  happy happi  sky sky  relational relat
  conditional condit  rational ration  valenci valenc  hesitanci hesit  digitizer digit  conformabli conform
  radicalli radic  differentli differ  vileli vile  analogousli analog  vietnamization vietnam
  predication predic  operator oper  feudalism feudal  decisiveness decis  hopefulness hope
  callousness callous  formaliti formal  sensitiviti sensit  sensibiliti sensibl  triplicate triplic
  formative form  formalize formal  electriciti electr  electrical electr  hopeful hope  goodness good
  revival reviv  allowance allow  inference infer  airliner airlin  gyroscopic gyroscop  adjustable adjust
  defensible defens  irritant irrit  replacement replac  adjustment adjust  dependent depend  adoption adopt
  homologou homolog  communism commun  activate activ  angulariti angular  homologous homolog
  effective effect  bowdlerize bowdler  probate probat  rate rate  cease ceas  controll control  roll roll
  generalizations gener  oscillators oscil  archaeology archaeolog  apology apolog  possibly possibl
  yes ye  toy toi  syzygy syzygi  by by  as as  is is  eed eed  ion ion  being be  dying dy  saying sai
  universities univers  university univers  news new  yoyo yoyo`

describe('the stem of an English word', () => {
  it.each(
    PAIRS.trim()
      .split(/\s{2,}|\n\s*/)
      .map(pair => pair.split(' ') as [string, string]),
  )('of %s is %s', (word, stem) => expect(stemEnglish(word)).toBe(stem))
})
