import { fold } from './fold.ts'
import type { Language } from './language.ts'

/**
 * Function words: what a sentence needs and nobody searches for. Our own selection of articles, pronouns,
 * prepositions, conjunctions, auxiliaries and question words; words that are also things (`can`, `may`,
 * `will`, `son`) are there only where the function is far more common.
 */
const LISTS: Partial<Record<Language, string>> = {
  en: `a about above after again against all also am an and any are as at be because been before being below
    between both but by can cannot could did do does doing down during each few for from further had has have
    having he her here hers herself him himself his how i if in into is it its itself just me more most must
    my myself no nor not of off on once only or other our ours ourselves out over own same shall she should so
    some such than that the their theirs them themselves then there these they this those through to too under
    until up upon us very was we were what when where which while who whom whose why will with would you your
    yours yourself yourselves don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't
    shouldn't hasn't haven't hadn't s t`,
  de: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf
    aus bei beim bin bis bist da damit dann darf das dass daß dein deine deinem deinen deiner dem den denen denn
    der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem
    einen einer eines er es etwas euch euer eure für gegen gibt hab habe haben hat hatte hatten hier hin hinter
    ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja jede jedem jeden jeder jedes jene jetzt
    kann kannst kein keine keinem keinen keiner können könnte man mein meine meinem meinen meiner mich mir mit
    muss müssen nach nicht nichts noch nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind
    so soll sollen sollte sondern sonst über um und uns unser unsere unserem unseren unserer unter vom von vor
    wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen
    wie wieder will wir wird wo wohin woher wollen wurde wurden zu zum zur zwischen`,
  fr: `à afin ai aie alors après au aucun aucune aussi autre autres aux avant avec avez avoir avons c ça car ce
    ceci cela celle celles celui ces cet cette ceux chaque chez combien comme comment d dans de depuis des donc
    dont du elle elles en encore entre es est et étaient était étant été être eu eux fait faut il ils j je jusque
    l la là laquelle le lequel les lesquels leur leurs lors lui m ma mais me même mes moi moins mon n ne ni nos
    notre nous on ont où ou par parce pas pendant peu peut peuvent plus pour pourquoi qu quand que quel quelle
    quelles quels qui quoi s sa sans se selon sera ses si soit son sont sous sur t ta te tes toi ton tous tout
    toute toutes très tu un une vers vos votre vous y`,
  es: `a al algo algún alguna algunas alguno algunos ante antes aquel aquella así aún aunque cada como cómo con
    cual cuál cuales cuáles cualquier cuando cuándo cuánto cuántos de del desde donde dónde durante e el él ella
    ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha
    había han hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o otra otras otro
    otros para pero por porque pues puede pueden que qué quien quién quienes se sea ser será si sí sido sin
    sobre son su sus también tan tanto te tengo ti tiene tienen toda todas todo todos tu tus un una unas uno
    unos usted ustedes y ya yo`,
  it: `a ad agli ai al alla alle allo anche ancora avere aveva avevano c che chi ci ciò coi col come con cosa cui
    d da dagli dai dal dalla dalle dallo degli dei del dell della delle dello di dopo dove e è ed era erano essere
    fa fra già gli ha hanno ho i il in io l la le lei li lo loro lui ma me mentre mi mia mie miei mio molto ne
    negli nei nel nella nelle nello no noi non nostra nostri nostro o ogni ora per perché però più poi prima può
    possono qual quale quali quando quanto quanti quella quelle quelli quello questa queste questi questo qui se
    sei senza si sia siamo sono sopra stata stato sta su sua sue sugli sui sul sulla sulle sullo suo suoi tra tu
    tua tue tuo tuoi tutta tutte tutti tutto un una uno vi voi`,
  pt: `a à ao aos as às até cada com como da das de dela dele deles depois do dos e é ela elas ele eles em entre
    era eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe lhes mais
    mas me mesmo meu meus minha minhas muito na nas não nem no nos nós nossa nosso num numa o onde os ou para
    pela pelas pelo pelos pode podem por porque quais qual quando quanto quantos que quem são se sem ser será
    seu seus só sobre sua suas também te tem têm tinha todo todos toda todas tu um uma umas uns você vocês`,
  nl: `aan al alle als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge
    geen geweest haar had hadden heb hebben heeft hem het hier hij hoe hoeveel hun ik in is je jij jou jouw jullie
    kan kon kunnen maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook
    op over reeds te tegen toch toen tot u uit uw van veel voor waar waarom wanneer want waren was wat we wel
    welk welke werd werden wie wij wil wordt worden zal ze zelf zich zij zijn zo zonder zou zouden`,
}

/** The languages in which a word, folded and in lower case, is a function word. */
export const STOP_WORDS: ReadonlyMap<string, readonly Language[]> = byWord()

function byWord(): Map<string, Language[]> {
  const all = new Map<string, Language[]>()
  for (const [language, list] of Object.entries(LISTS) as [Language, string][])
    for (const word of new Set(fold(list).replaceAll("'", '').split(/\s+/)))
      all.set(word, [...(all.get(word) ?? []), language])
  return all
}
