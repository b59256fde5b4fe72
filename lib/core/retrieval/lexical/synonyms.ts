import { stem } from './stemmers/stem.ts'

/*
 * Everyday words that people use for one another when they ask a house, a shop or a program. English, in
 * the forms whose stems differ; a word may be in several groups.
 */
const GROUPS = `
price cost pay paid payment fee charge rate admission fare tariff payable |
scared afraid anxious nervous fear worried frightened | booze alcohol drink drinks beer wine liquor |
swap exchange change move switch replace | deal offer discount package | autumn september october november |
stick tape glue pin pins hang fix attach | quit stop cancel leave | acting act actor audition play |
marquee tent gazebo | checkin arrival | checkout departure | bedroom room | cheap inexpensive affordable budget low-cost | discount reduction concession reduced rebate |
refund reimburse repay money-back | deposit prepayment up-front upfront |
balance remainder rest outstanding | instalment installment rates spread | invoice bill receipt statement |
cash coin coins notes banknotes | card visa mastercard debit credit contactless |
voucher coupon gift-card token | free complimentary gratis included |
extra additional supplement surcharge more | fine penalty surcharge | salary wage pay wages earnings |
donate donation give gift | tax vat | interest apr | loan lend lent borrow credit mortgage | save savings |
withdraw withdrawal | overdraft overdrawn | expense expenses reimburse claim | budget funds funding |
sale sell sold offer | refurbished second-hand used reconditioned overhauled pre-owned |
begin began start commence initial | end finish conclude stop expire | early earliest before |
late delay delayed overdue latest | hour o'clock time | weekend saturday sunday |
yearly annual annually year | monthly month | weekly week | daily day | holiday vacation leave |
bank-holiday holiday holidays | term semester | noon midday lunchtime | midnight night overnight |
evening tonight night | immediate instant straightaway | notice advance beforehand |
postpone reschedule rebook | duration length | expire expiry valid validity | temporary temporarily |
season seasonal | summer april may june july august september | winter october november december january february march | spring march april |
autumn fall september october november | christmas december |
pensioner senior elderly retired oap | child children kid youngster minor junior | pause freeze frozen suspend | baby infant toddler newborn |
teenager teen youth adolescent | adult grown-up grownup | son daughter child children |
mother mum mom parent | father dad parent | parents mother father guardian carer |
wife husband spouse partner | boyfriend girlfriend partner | brother sister sibling |
friend guest companion | women woman ladies lady female | men man gentlemen male | student pupil learner |
teacher tutor instructor trainer coach | boss manager head supervisor director |
owner landlord proprietor host | tenant renter lodger | staff team employee colleague personnel |
customer client | visitor guest | author writer write written wrote | lawyer solicitor attorney |
doctor physician gp | nurse carer | beginner starter novice newcomer | founded established founder |
company firm business | couple pair two | single alone solo unaccompanied |
person somebody someone individual | someone somebody |
pet animal dog cat | dog puppy |
car auto automobile vehicle | park parking carpark car-park | bus coach | train railway rail |
station stop | tram streetcar | taxi cab | bike bicycle cycle | plane flight airport |
direction directions route map | address location situated located place |
near nearby nearest close closest | far distance away | walk walking foot | drive driving |
petrol fuel gas | electric ev | entrance entry door gate | exit leave | luggage suitcase bag baggage |
toilet restroom bathroom wc loo lavatory washroom | shower bath | lift elevator | stairs steps staircase |
floor level storey |
wheelchair disabled disability accessible accessibility step-free mobility handicapped |
pushchair pram buggy stroller | room bedroom | flat apartment | house home | cottage house | bed sleep |
bedding linen sheet sheets duvet | towel towels | cot crib | highchair high-chair | kitchen kitchenette |
oven cooker stove hob | fridge refrigerator freezer | tap faucet water | washing laundry |
dishwasher dishes | heating heater radiator | electricity power mains | light lamp bulb |
fuse breaker trip | key keys lock | locker cupboard | bin rubbish trash garbage waste refuse |
recycle recycling | garden outdoor outside terrace patio | indoors inside indoor building |
outdoors outside outdoor | barbecue bbq grill | fire fireplace stove | firewood wood logs log |
quiet silent silence | noise noisy loud | wifi wi-fi internet wireless broadband | tv television |
view views overlook | furniture furnished | rent rental hire let lease | clean cleaning tidy |
eat food meal dine snack | breakfast lunch dinner supper meal | restaurant café cafe canteen bistro |
pub inn bar | drink beverage | alcohol beer wine | coffee espresso | gluten coeliac celiac |
vegetarian vegan meat-free | allergy allergic allergen intolerance | supermarket grocery groceries shop |
ill sick unwell poorly illness | pain ache sore hurt | injury injured accident hurt |
emergency urgent casualty | hospital clinic infirmary casualty | medicine medication drug tablets |
pregnant pregnancy expecting | fever temperature | diarrhoea diarrhea vomiting stomach tummy |
glasses spectacles | smoke smoking vape vaping cigarette cigarettes e-cigarette | safe safety secure |
danger dangerous hazard risk |
swim swimming swimmer bathe | swimwear swimsuit trunks bikini costume | naked nude textile-free |
clothes clothing wear dress | shoes footwear boots trainers | hot heat warm temperature | cold cool chilly |
gym fitness | climb climbing | class course lesson session | timetable schedule | exam test examination |
check-up checkup examination | certificate diploma qualification | homework assignment |
textbook coursebook book | level stage grade |
book reserve reservation booking booked | cancel withdraw terminate quit resign cancellation |
subscribe subscription plan membership | member membership |
join register registration enrol enroll enrolment sign-up signup | attend attendance turn-up |
miss missed absent absence skip no-show | return exchange send-back |
swap exchange switch replace replacement | warranty guarantee guaranteed |
complain complaint unhappy dissatisfied | problem error issue fault fail failure trouble wrong |
damage broken broke faulty defect defective | repair fix mend service |
deliver delivery ship shipping dispatch postage post | abroad overseas foreign international |
parcel package packet | collect pick-up pickup collection | buy bought purchase order | shop store |
stock available availability | spare part parts component | limit maximum max most cap | minimum min least |
size dimension dimensions measure big large | big large | small little tiny |  width wide |
depth deep | heavy weight weigh weighs kg | colour color | allow allowed permit permitted permission |
forbidden prohibited banned ban not-allowed | must need require required necessary compulsory mandatory |
rule require regulation requirement | condition conditions terms | contract agreement | lost missing lose |
found find | stolen steal stole theft thief | transfer pass | change modify edit amend alter |
move migrate | contact reach call phone ring telephone | email mail e-mail | letter write |
private confidential | personal private | kept keep store retain hold |
photograph photo picture camera pics pic film | film movie | cinema theater theatre |
party birthday celebration event | wedding marriage | group party | tour guided |
exhibition exhibit display | ticket tickets pass | queue wait waiting | lend borrow loan |
return bring-back | fine fines overdue | print printing printer copy | computer pc laptop |
phone mobile smartphone | password passcode | account profile | login log-in sign-in | delete remove erase |
backup back-up | restore recover | undo revert | upload add import | download export | file document data |
website site webpage | embed widget | link connect attach | enable activate | disable deactivate |
install installation setup | update upgrade | version release | slow slower speed | crash freeze hang |
manual instruction instructions guide handbook | machine device appliance | button knob dial | switch turn |
flash flashing blink blinking | leak leaking drip dripping | drain empty | descale descaling limescale |
plug socket outlet | battery charge charger | volunteer volunteering |
job vacancy career position role occupation | training train | insurance insured cover covered |
responsible liability liable charge | translate translation | language speak spoken talk | deaf hearing |
blind sighted |
name called known term title | made make build built construct manufactured | kill murder |
use utilize employ | win won victory | contain hold include | javascript script | happen occur |
help aid assist support | stop prevent | main primary major chief | purpose goal aim |
result consequence effect | leader head led lead ruler | war conflict | attack invade invasion |
population inhabitant people live resident | area region | country nation state | city town |
die death dead | born birth | age old aged | type kind sort | license licence licensing |
rucksack backpack bag | blank empty | choose select pick | answer reply respond response | flat puncture |
path track trail way route line | garage workshop | rain rainy weather wet | copy duplicate | mail message |
run running runtime | runtime duration length |
centre center | licence license | organise organize | favourite favorite | cheque check | programme program |
tyre tire | grey gray | travel travelling traveling | cancel cancelled canceled | jewellery jewelry |
pyjamas pajamas | aluminium aluminum | catalogue catalog | metre meter | litre liter | kerb curb | practise practice |
fulfil fulfill | neighbour neighbor | enquiry inquiry | doughnut donut | fines fined fine penalty |
eat ate eaten | drink drank drunk | break broke broken | take took taken | bring brought | buy bought | go went gone |
come came | give gave given | leave left | lose lost | pay paid | send sent | sell sold | tell told | hold held |
keep kept | write wrote written | speak spoke spoken | steal stole stolen | choose chose chosen | drive drove driven |
ride rode ridden | fly flew flown | grow grew grown | know knew known | see saw seen | wear wore worn |
swim swam swum | begin began begun | run ran | build built | spend spent | teach taught | feel felt | fall fell fallen |
forget forgot forgotten | hide hid hidden | throw threw thrown | catch caught | bite bit bitten | sleep slept |
freeze froze frozen | wake woke woken | meet met | make made | do did done | foot feet | tooth teeth | mouse mice |
life lives | knife knives | shelf shelves | half halves | leaf leaves | person people |
smash smashed shatter shattered crack cracked chipped dented damaged broken | scratch scratched damage |
nick nicked pinch pinched rob robbed stolen theft | quit cancel terminate notice | scrap abolish |
hen hens chicken chickens poultry | horse pony | spud spuds potato potatoes | veg vegetables | berry berries fruit |
hosepipe hose water watering sprinkler | greenhouse polytunnel glasshouse | shed hut cabin | fence hedge |
weed weeds | sow sown plant planted planting | easy easiest simple simplest | newbie beginner beginners |
grease oily greasy | eczema sensitive | scent scented fragrance perfume smell smells | burn burning lit |
postage shipping delivery | usa america american states international abroad overseas |
uk britain british england | europe european eu | australia international abroad overseas | canada international abroad overseas |
track tracking | customs duty duties import | express next-day fast | workshop class course |
hole tunnel tunnelling tunneling | leftover leftovers left | broke broken fault damage |
mend mended repair | puncture flat | gear gears derailleur | brake brakes | chain drivetrain | e-bike ebike electric |
nanny childminder childcare | creche crèche nursery daycare kindergarten preschool | toddler infant |
potty toilet nappy nappies diaper diapers | dummy pacifier | nap sleep rest | packed-lunch lunch lunchbox |
vaccine vaccination jab jabs inoculation booster immunisation | neuter neutered spay castrate castration |
worm worming | flea fleas tick ticks | chip microchip | euthanasia euthanise sleep | vet veterinary surgery |
op operation surgery procedure | anaesthetic anesthetic sedation | stitches sutures | bandage dressing plaster |
dentist dental tooth teeth | optician eye eyes | xray x-ray scan | blood-test bloods blood | prescription medicine repeat |
gp doctor surgery practice | checkover checkup | appointment slot visit consultation | reception receptionist desk |
haircut cut trim | dye colour tint | nails manicure | massage treatment |
photo photos photography | video videos filming footage | drone drones |
ticket booking |  stage auditorium |
play plays show shows performance production productions programme | autumn fall | concert gig | band music musician |
interval break intermission | costume costumes outfit | 
hall room venue | gig event | alcohol licence licensed bar |  caterer caterers catering food |
poster posters wall walls decoration decorations decorate | spill spilled spilt stain stains clean |
candle candles wax | balloon balloons confetti | bouncy inflatable | firework fireworks sparkler |
hgv lorry truck | motorbike motorcycle moped scooter | minibus coach | trailer caravan |
highway road |  nervous anxious scared afraid patient patience |
pass passed passing |  
 station train |
 check-in checkin arrival arrive arriving | 
key-box keybox keysafe key code |   ensuite en-suite bathroom shower bath |
balcony terrace view | air-conditioning aircon cooling fan | pillow pillows duvet blanket | hairdryer hair-dryer |
iron ironing | sauna spa steam jacuzzi |  hot-tub jacuzzi whirlpool | gym fitness weights |
dog dogs pet pets animal animals | cat cats pet pets animal animals | rabbit rabbits pet | guinea-pig rodent |
height tall | pregnant pregnancy expecting baby |
nut nuts allergy allergen almond peanut | dairy milk lactose | vegan plant-based | kosher halal | organic bio natural |
ingredient ingredients made contain contains | palm-oil  plastic packaging wrapping | refill refills |
gift present wrap wrapped wrapping | card message note | loyalty points rewards | newsletter mailing |
review reviews feedback rating | sample samples tester try | catalogue brochure | wholesale trade bulk retailers |
engrave engraved engraving |
fit fitting install installed mounting | assemble assembly put-up erect erected setting |
take-down dismantle remove | forecast weather wind windy storm gust gusts | rain wet rained |
patio terrace tarmac paving concrete hard | peg pegs stake | floor flooring boards | generator power electricity |
loudspeaker speaker speakers pa sound | projector beamer screen | microphone mic | crockery plates dishes tableware |
cutlery knives forks spoons | glass glasses glassware | tablecloth tablecloths linen | chair chairs seating |
deposit  refundable returned refund | cheque cheques check | paypal online card |
direct-debit debit monthly | overdrawn overdraft | statement statements |  cash-machine atm cashpoint |
pin code | fraud scam scammed | lost missing mislaid | block freeze blocked frozen | switch switching move |
mortgage loan | joint shared together | overpay early repay | business company self-employed |
claim claims | excess deductible | no-claims bonus | renew renewal renewing extend | policy insurance |
passport id identity identification document | visa permit | proof evidence | sign signature signed |
gdpr privacy data | cookie cookies | delete erase removed deletion | secure encrypted encryption |
offline internet | slow lag | bug error | screenshot picture | shortcut hotkey | keyboard keys |
plan plans tier tiers pricing |   limit limits quota cap | 
team colleagues members | invite invitation invited | role roles permission permissions rights | owner admin administrator |
subtitle subtitles captions | braille blind | hearing-loop loop deaf | guide-dog assistance dog dogs |
quiet calm busy crowded busiest | crowd crowds busy | peak off-peak | queue queues waiting |
lost-property found lost | souvenir shop gift | audio-guide audioguide |
kids-club children | playground play | bike-rack racks bicycle cycle | charging-point charger charge |
landline telephone | sms text | whatsapp message | social facebook instagram |
apply application applying applicant | interview interviews | cv resume | apprentice apprenticeship trainee internship intern |
grant funding bursary scholarship | fee fees tuition |  uniform clothing clothes |
detention discipline | bully bullying | head headteacher principal | parent-evening parents |
compost composting heap | plot plots allotment | waiting-list list waiting queue | tenancy rent lease |
village parish local resident residents live lives | subs subscription membership dues | agm meeting |
manure fertiliser fertilizer | slug slugs snail pests pest | blight disease spots brown | prune pruning | harvest pick picking ripe |
frost cold | seed seeds seedling seedlings | bulb bulbs | pond water | bee bees hive hives | bonfire bonfires fire burn |
landfill tip dump | skip container | cardboard paper | bulky large furniture | hazardous paint chemicals batteries
`

/** English stems of words that people use for this one's. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  synonyms ??= readGroups()
  return synonyms.get(stem) ?? NONE
}

const NONE: ReadonlySet<string> = new Set()
/** By stem. Read when first asked: not every process is. */
let synonyms: Map<string, Set<string>> | undefined

function readGroups(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const words of GROUPS.split('|')) {
    const group = words
      .trim()
      .split(/\s+/)
      .map(word => stem(word, 'en'))
    for (const member of group) {
      const known = found.get(member) ?? new Set()
      for (const other of group) known.add(other)
      found.set(member, known)
    }
  }
  return found
}
