import { stem } from '../retrieval/lexical/stemmers/stem.ts'

/*
 * Everyday words that people use for one another when they ask a house, a shop or a program. English, one group a
 * line, in the forms whose stems differ; a word may be in several.
 */
const GROUPS = `
price cost pay paid fee charge rate admission fare
child children kid son daughter
toilet restroom bathroom wc loo
lift elevator
refund reimburse
photo photograph picture camera
phone telephone ring call
buy bought purchase order
begin began start commence initial
found established creation created
end finish conclude stop
error problem issue fault fail failure trouble wrong discrepancy
vacation holiday leave
job position role occupation work
pet animal
bike bicycle
car auto automobile vehicle
doctor physician
book reserve reservation
deliver delivery ship shipping dispatch postage
return exchange
warranty guarantee
discount reduction concession
author writer write written wrote
big biggest large largest size
die death dead
born birth
name called known term title
made make build built construct
kill murder
located situated place location
use utilize employ
win won victory
move migrate
site website webpage
connect link attach
contain hold include
immediate instant
maximum max most limit
minimum min least
upload add import
license licence licensing
javascript script
rule require regulation requirement
slow slower fast speed
type kind sort
happen occur
help aid assist
stop prevent
main primary major chief
purpose goal aim
result consequence effect
leader head led lead ruler
war conflict
attack invade invasion
population inhabitant people live resident
area region
country nation state
city town
delete remove erase
safe secure protect security
embed widget
private confidential
file document data
keep kept store retain
loan lend lent borrow
damage broken broke faulty defect
bag rucksack backpack luggage suitcase
blank empty
undo undone revert
wedding marriage
shop store
gift present
mail email e-mail
allow permit
fix repair mend
change modify edit
speak talk
home house
invoice bill
ill sick
lawyer solicitor attorney
flat apartment
trash rubbish garbage waste
quiet silent
choose select pick
answer reply respond response
hire rent rental
ebike e-bike electric
flat puncture
heavy weight weigh weighs
class course lesson
storage stored keep
steal stole stolen theft
path track trail way route line
movie film
cinema theater theatre
garage workshop
sell sale sold
cheap inexpensive
rain rainy weather
term condition
copy duplicate
mail message
runtime duration length
enable activate
`

const GROUPS_OF = new Map<string, Set<number>>()
for (const [group, words] of GROUPS.trim().split('\n').entries()) {
  for (const word of words.split(' ')) {
    const key = stem(word, 'en')
    GROUPS_OF.set(key, (GROUPS_OF.get(key) ?? new Set()).add(group))
  }
}

/** English stems of words that people use for this one's. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  return SYNONYMS.get(stem) ?? NONE
}

const NONE: ReadonlySet<string> = new Set()
const SYNONYMS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...GROUPS_OF].map(([stem, groups]) => [
    stem,
    new Set([...GROUPS_OF].filter(([, other]) => !other.isDisjointFrom(groups)).map(([other]) => other)),
  ]),
)
