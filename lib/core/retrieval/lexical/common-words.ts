/**
 * English words of four letters and more, common enough to be a piece of their own in the vocabulary of
 * Universal Sentence Encoder lite (Apache-2.0): a test compares them.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `abandon abilities ability able abortion about above abroad absence absolute absolutely absorb abuse
    academic accent accept acceptable accepted access accident accomplish accord according account accumulat
    accurate accus accused achieve achievement acid acknowledge acquire acquired acquisition acres across
    acting action actions activate active activist activities activity actor actress actual actually adapt
    added addict addiction adding addition additional address adequate adjust administration administrative
    administrator admire admission admit admitted adopt adopted adoption adorable adult adults advance
    advanced advantage adventure advertise advertising advice advise advisor advocate affair affect affected
    affiliate afford affordable afraid after afternoon afterwards again against agencies agency agenda agent
    aggressive agree agreed agreement ahead aircraft airline airport alarm album alcohol alert algorithm alien
    align alive allegations alleged allegedly allow allowed allowing allows almost alone along alongside alot
    alphabetical already alright also alter alternative although always amazing amendment american among
    amount analog analysis analyst analysts analyze ancient anger angle angry animal animals animation anime
    ankle anniversary announce announced announcement annoy annoying annual anonymous another answer answers
    anti antibiotic anticipate anxiety anybody anymore anyone anything anyway anywhere apart apartment
    apologize apparent apparently appeal appear appearance appeared appears apple application applications
    applied applies apply appointed appointment appreciate approach appropriate approval approve approved
    approximately arch architect architecture area areas aren argue arguing argument arms army around arrange
    arrangement array arrest arrested arrival arrive arrived article artificial artist asked asking asleep
    assault assert assess assessment assets asshole assigned assignment assist assistance assistant associate
    associated association assume assuming assumption atheist athlete athletic atmosphere attach attached
    attack attacks attempt attend attended attention attitude attorney attract attracted attraction attractive
    attribute auction audience audio audit authentic author authorities authority auto automatic automatically
    available average avoid awake award aware awareness away awesome awful awkward babies baby back background
    bacteria bail bake balance ball banana band bang bank banned barely barrel barrier base baseball based
    basic basically basis basket basketball bath bathroom battery battle beach bear beat beautiful beauty
    became because become becomes becoming bedroom been before began begin beginning behavior behaviour behind
    being belief believe believed believing belong below bench beneficial benefit benefits besides best better
    between beyond bias bible bigger biggest bike bill billion bird birth birthday bitch bite black blame
    blast bleach blend bless blind block blog blonde blood blow blue board boast boat bodies body boil bomb
    bond bone bonus book books boost boot border bored boring born borrow boss both bother bottle bottom
    bought bounce bound bout bowl boyfriend boys brain brake branch brand breach bread break breakfast
    breaking breast breath breed brew bridge brief bright brilliant bring bringing broad broadcast broke
    broken broker brother brought brown browser brush brutal bubble buddy budget buff build building built
    bulk bull bullet bullshit bump bunch burden buried burn burst business businesses busy butter button
    buying cabinet cable cage cake calculate calendar call called calling calls calm calories came camera camp
    campaign campus cancel cancer candidate candidates cannot cant capabilities capable capacity capital
    captain capture carbon card cards care career careful carefully carried carrier carry carrying cars
    cartoon case cases cash casino cast casual catch categories category caught cause caused causing caution
    ceiling celebrate celebration celebrities celebrity cell cells cent center central centre centuries
    century ceremony certain certainly certificate chain chair chairman challenge challenging champion
    championship chance change changed changes changing channel chapter char character characters charge
    charged charges charging charity chart chase chat cheap cheaper cheat check checked cheek cheer cheese
    chemical chemistry chest chicken chief child childhood children chill chin chip chocolate choice choose
    choosing chose chosen christian chronic chunk church cigarette cinema circle circuit circum circumstances
    cities citizen citizens city civil civilian claim claimed claims class classes classic classroom clean
    clear clearly clever click client clients climate climb clinic clinical clip clock close closed closely
    closer closest closing clothes clothing cloud club clue coach coaches coast coat code coffee coincide cold
    coll collaboration collapse collateral colleague collect collection college colon color colour column
    combat combination combine combined come comedy comes comfort comfortable comic coming comm command
    comment comments commercial commission commit commitment committed committee common communicate
    communication communities community comp companies company compare compared comparison compatible
    compensation compete competing competition competitive competitor complain complaint complete completed
    completely completion complex compliance complicated compliment component compound comprehensive compress
    comprise compromise computer concentrate concentration concept concern concerned concerns concert conclude
    conclusion concrete condemn condition conditions condom conduct conducted conf conference confess
    confidence confident confirm confirmed conflict confront confused confusing connect connected connection
    cons conscious consecutive consensus consent consequence conservative consider consideration considered
    considering consist consistent console consolidate conspiracy constant constantly constitution construct
    construction consult consume consumer consumption contact contain contemporary contend content contest
    context continue continued continues continuing continuous contract contradict contrast contribute
    contribution control controlled controller controversial controversy convenient convention conversation
    conversion convert convey convicted conviction convince cook cool cooperation copy core corn corner
    corporate corporation correct correctly correspond corrupt corruption cost costs costume could couldn
    council counsel count counter counterpart countries country county couple courage course court cousin
    cover coverage covered crack craft crap crash crazy cream create created creating creation creative
    creator creature credit creep crew cricket crime criminal crisis criteria critic critical criticism crop
    crore cross crowd crown crucial cruise crush cult cultural culture curious currency current currently
    curve custody custom customer customers cute cutting cyber cycle daily damage damn dance dancing danger
    dangerous dark data database date dating daughter days dead deal dealer dealing death debate debt debut
    decade decades decent decide decided decision decisions deck declared decline declined decor decrease
    dedicated deep default defeat defence defend defense defensive deficit define defined definitely
    definition degree delay delete deliberate delicious delight deliver delivered delivery demand demo
    democracy demon demonstrate demonstration denied dentist deny department depend dependent depending
    depends depict deploy deposit depressed depression depth deputy derivative descend describe described
    describing description desert deserve design designed designer desire desk desktop desperate despite
    destination destroy destroyed destruction detail detailed details detect determine determined develop
    developed developer developing development device devices diabetes diagnosed dialogue diamond dick
    dictionaries didn died diet differ difference different difficult digital dimension dinner diploma direct
    directed direction directly director dirt dirty disabled disagree disappear disappoint disaster disc
    discharge discipline disclosed discount discover discovered discrimination discuss discussion disease dish
    dislike dismiss disorder display dispute disrupt distance distinct distinguish distract distribute
    distribution district disturb diverse diversity divide dividend division divorce doctor document
    documentary does doesn doesnt dogs doing dollar dollars domestic dominant done dont door double doubt down
    download downtown downvote dozen draft drag drain drama dramatic draw drawing drawn dream dress drew drill
    drink drinking drive driven driver drivers driving drop dropped dropping drove drug drugs drum drunk dude
    dumb dump dunno during dust duty dying dynamic dysfunction each eager earlier early earn earned earnings
    earth ease easier easiest easily east eastern easy eating economic economy edge edit edition editor
    educate education effect effective effectively effects efficiency efficient effort efforts eight either
    elaborate elected election electric electricity electro electronic element elements eligible eliminate
    elite else elsewhere email embrace emerge emergency emerging emissions emotion emotional emphasis employ
    employee employees employer employment empower empty enable encounter encourage encouraging ended ending
    endorse enemies enemy energy enforce enforcement engage engaged engagement engine engineer engineering
    english enhance enjoy enjoyed enormous enough enroll ensure enter entered enterprise entertain
    entertainment entire entirely entities entitled entity entrance entrepreneur entry environment
    environmental episode equal equally equation equipment equity equivalent erection error escape especially
    essay essential essentially establish established establishment estate estimate estimated ethic ethnic
    euro evaluat even evening event events eventually ever every everybody everyday everyone everything
    everywhere evidence evil evolution evolve exact exactly exam examination examine example exceed excellent
    except exception excess exchange excited excitement exciting exclusive excuse execute execution executive
    exempt exercise exhaust exhibit exist existence existing exit expand expansion expect expectations
    expected expense expensive experience experienced experiencing experiment expert expertise explain
    explained explanation explode exploit explore explosion export exposed exposure express expressed
    expression extend extended extension extensive extent external extra extreme extremely eyes fabric face
    facebook facilitate facilities facility facing fact factor factors faculty fail failed failure fair fairly
    faith fake fall falling false familiar families family famous fancy fans fantastic fantasy farm farmers
    fashion fast faster father fault favor favorite favour favourite fear feature featured features featuring
    federal feed feedback feel feeling feelings feels fees feet fell fellow felt female festival fiction field
    fifth fight fighter fighting figure file filed files filing fill filled film filter final finally finance
    financial financing find finding fine finger finish finished fire firearm fired firm first fiscal fish
    fitness five fixed flag flame flash flat flavor flexibility flexible flight flip flirt float flood floor
    flour flow fluid flying focus focused folder folks follow followed following food fool foot footage
    football force forced forces forecast foreign forever forget forgive forgot forgotten form formal format
    former formula forward fought found foundation four fourth frame framework franchise fraud freak free
    freedom freeze frequency frequent frequently fresh friend friendly friends friendship from front frozen
    fruit frustrated frustration fuck fucking fuel fulfill full fully function fund fundamental funding funds
    funeral funny furniture further future gain gallon game games gaming gang garage garbage garden gate
    gather gave gear gender gene general generally generate generation generic generous genetic genius genre
    gentle genuine gets getting ghost giant gift girl girlfriend girls give given gives giving glad glass
    glasses global glove goal goals goes going gold golf gone gonna good google gorgeous gotta gotten govern
    government governor grab grade gradually graduate grammar grand grandfather grandmother grant granted
    graphic grass grateful gravity great greater greatest green greet grew grey grill grind grip grocery gross
    ground group groups grow growing grown growth guarantee guard guess guest guidance guide guidelines guilty
    guitar guys habit hack haha hair half hall hand handle handling hands hang happen happened happening
    happens happier happiness happy hard harder hardware harm harsh hasn hate have haven having head headache
    headline headquarters health healthcare healthy hear heard hearing heart heat heaven heavily heavy hedge
    height held helicopter hell helmet help helped helpful helping helps here heritage hero herself hidden
    hide hiding high higher highest highlight highly highway hilarious hill himself hint hire hired hiring
    historic historical history hitting hockey hold holding hole holiday home homeless homosexual honest
    honestly honey honor honour hook hope hopefully hoping horizon hormone horrible horror horse hospital host
    hotel hour hours house household housing however http huge human humans humor hundred hundreds hung hungry
    hurt husband hybrid hydro hyper idea ideal ideas identical identified identify identity idiot ignorant
    ignore illegal illness image images imagination imagine immediate immediately immigrant immigration immune
    impact implement implementation import importance important impose impossible impressed impression
    impressive improve improved improvement improving incentive inches incident include included includes
    including income incorporate increase increased increasing increasingly incredible incredibly indeed
    independence independent index indicate indication indicator individual individuals industrial industries
    industry infant infected infection infinite inflation influence info information infrastructure ingredient
    inherent inherit inhibit initial initially initiative injured injuries injury innings innocent innovation
    innovative input insane insert inside insight insist inspection inspired install installed instance
    instant instead instinct institution instrument insult insurance integrate integration intellectual
    intelligence intelligent intend intended intense intent intention inter interact interaction interest
    interested interesting interface interfere interior internal international internet interpret intervention
    interview into introduce introduced introduction inventory invest investigate investigating investigation
    investment investors invite invited involve involved involving iron irre island issue issued issues item
    items itself jack jacket jail jealous jeans jerk jersey jobs join joined joint joke journal journalist
    journey judge judgment juice jump junior junk jurisdiction jury just justice karma keep keeping kept
    keyboard kick kidding kids kill killed killing kind kinda kiss kitchen kitten knee knew knife knock know
    knowing knowledge known knows label labor labour lack ladies lady laid lake land landlord landscape lane
    language laptop large largely larger largest last late later latest latter laugh launch launched lawmakers
    laws lawsuit lawyer layer lazy lead leader leaders leadership leading league leak lean learn learned
    learning lease least leather leave leaving lecture left legacy legal legend legislation legitimate legs
    lemon lender length lens lesbian less lesson letter letting level levels leverage liberal library license
    life lifestyle lift light like liked likely limit limited line lines link linked liquid list listed listen
    listening literally literature little live lived lives living load loan loans lobby local located location
    lock logic logical logo long longer look looked looking looks loop loose lose losing loss losses lost lots
    loud love loved loving lower lowest loyal luck lucky lunch lung luxury lying lyrics machine made magazine
    magic magnet mail main mainly mainstream maintain maintenance major majority make makes makeup making male
    manage managed management manager managing mandate manner manual manufacture manufacturer manufacturing
    many march margin marijuana mark market marketing markets marriage married marry mask mass massive master
    match matches mate material math matter mature maximum maybe meal mean meaning meaningful means meant
    measure meat mechanic mechanism medal media medical medication medicine medium meet meeting member members
    memories memory mental mention mentioned menu merely mess message metal method micro middle might mild
    mile miles militant military milk mill million mind mine mini minimal minimum minister ministry minor
    minority minute minutes miracle mirror miss missed missile missing mission mistake mixed mixture mobile
    mode model models moderate moderators modern molecule moment momentum money monitor mono monster month
    months mood moon moral more morning mortgage most mostly mother motion motivate motivation motor
    motorcycle mount mountain mouse mouth move moved movement movie movies moving much multi multiple multiply
    municipal murder muscle museum music musical muslim must mutual myself mystery nail naked name named names
    narrative narrow nasty nation national native natural naturally nature near nearby nearly necessarily
    necessary neck need needed needs negative negotiate negotiation neighbor neighborhood neighbour neither
    nerve nervous network neuro neutral never news newsletter newspaper next nice nickname night nightmare
    nine nobody noise nominee none normal normally north northern nose note notes nothing notice noticed novel
    nuclear number numbers numerous nurse nursing nutrition object objective obligation observation observe
    obtain obvious obviously occasion occasionally occur occurred ocean offense offensive offer offered
    offering offers office officer officers official officials often okay older once ones ongoing online only
    onto open opened opening operate operating operation operations operator opinion opponent opportunities
    opportunity opposed opposite opposition option options orange order ordered ordinary organ organic
    organisation organization organize origin original originally other others otherwise ourselves outcome
    outdoor outfit output outside outstanding over overall overcome overseas overwhelming owned owner owners
    ownership oxygen pace pack package page paid pain painful paint painting pair panel panic pants paper para
    parallel parameter parent parents park parking parliament part partially participant participate
    participating particular particularly parties partner partnership parts party pass passed passenger passes
    passing passion passionate password past patch patent path patience patient patients patrol pattern paying
    payment peace peaceful peak peanut penalty penis pension people pepper percent percentage perception
    perfect perfectly perform performance performed perhaps period permanent permission permit persist person
    personal personality personally personnel perspective petition pharmacy phase philosophy phone photo
    photograph photos phrase physical physically physician physics piano pick picked picture pictures piece
    pieces piercing pill pilot pink pipe pipeline pitch pizza place placed places plain plan plane planet
    planned planning plans plant plants plastic plate platform play played player players playing plays plea
    pleasant please pleasure pledge plenty plot plug plus pocket poem point points poison police policies
    policy polite political politician politics poll pollution pool poor popular population porn port
    portfolio portion portray pose position positive possess possession possibilities possibility possible
    possibly post posted potato potential potentially pound pounds pour poverty powder power powerful
    practical practice praise pray prayer precise predict prefer preference preferred pregnancy pregnant
    premier premise premium preparation prepare prepared preparing prescription presence present presentation
    presented preserve president presidential press pressure pretend pretty prevent previous previously price
    prices pricing pride priest primarily primary prime principal principle print prior priority prison
    privacy private privilege prize prob probably problem problems procedure proceed process produce produced
    producer producing product production products profession professional professor profile profit program
    programme programming programs progress prohibit project projects prominent promise promising promote
    promoting promotion prompt pronounce proof prop proper properly properties property proportion proposal
    proposed prosecutor prospect protect protection protein protest proud prove proved proven provide provided
    provider provides providing province provision psycho psychological public publish published pull pulled
    pump punch punish punishment puppy purchase purchased purchasing pure purple purpose pursue push pushed
    pushing putting puzzle qual qualified qualify quality quant quarter quarterback quest question questions
    quick quickly quiet quit quite quote rabbit race racial racing racism racist radical radio rail rain raise
    raised raising rally random range rank rape rare rarely rate rates rather rating ratio rational reach
    reached react reaction read reading ready real realise realistic reality realize realized really rear
    reason reasonable reasons rebound recall receive received receiver receiving recent recently recipe
    recognise recognition recognize recognized recommend recommended recon record recorded records recover
    recovery recruit reddit reduce reduced reducing reduction refer reference referred referring reflect
    reform refresh refugee refuse refused regard regarding regardless regime region regional register
    registered registration regret regular regularly regulate regulation regulations regulatory reject relate
    related relation relationship relative relatively relax release released relevant reliable relief relieve
    religion religious remain remained remaining remains remark remember remind remote removal remove removed
    removing rent repair repeat repeatedly replace replaced replacement replacing replied reply report
    reported reportedly reporting reports represent representative reputation request requested require
    required requirement requirements requires requiring rescue research researchers reserve residence
    resident residential residents resist resistance resolution resolve resort resource resources respect
    respectively respond responded response responsibility responsible rest restaurant restore restrict
    restrictions result results resume retail retain retire retired retirement return returned reveal revealed
    revenue reverse review revolution reward rice rich ride ridiculous rifle right rights ring rise rising
    risk rival river road robot rock rocket role roll romance romantic roof rookie room root rose roster rough
    roughly round route routine royal rude ruin rule rules ruling rumor runner running runs rural rush
    sacrifice safe safety said sake salad salary sale sales salt same sample sanction sand sandwich satellite
    satisfaction satisfied satisfy sauce save saved saving saying says scale scam scan scandal scar scared
    scary scenario scene schedule scheduled scheme scholarship school schools science scientific scientist
    score scored scoring scrap scratch scream screen screw script seal search season seat second secondary
    seconds secret secretary section sector secure securities security seeing seek seeking seem seemed
    seemingly seems seen segment select selected selection self sell selling semi senator send sending senior
    sense sensitive sensor sent sentence sentiment separate sequel sequence serial series serious seriously
    serve served server service services serving session setting settle settlement seven several severe sexual
    shade shadow shake shall shame shampoo shape share shared shares sharing sharp sheet shelter shield shift
    ship shipping shirt shit shitty shock shoe shoes shoot shooting shop shopping short shot should shoulder
    shouldn shout show showed shower showing shown shows shut sick side sides sight sign signal signature
    signed significant significantly signs silence silent silly silver similar simple simply since sing singer
    singing single sink sister site sites sitting situation size skate skill skills skin skinny skip skirt
    slap slave sleep sleeping slice slide slight slightly slip slot slow slowly small smaller smart smartphone
    smash smell smile smoke smoking smooth snack snake snap sneak snow soccer social society soft software
    solar sold soldiers solid solo solution solve some somebody somehow someone something sometimes somewhat
    somewhere song songs soon sophomore sorry sort sought soul sound sounds source sources south southern
    space span spark speak speaking spec special specialist species specific specifically spectrum speech
    speed spell spend spending spent sperm spin spirit spiritual split spoil spoke spoken spokesman
    spokesperson sponsor sport sports spot spouse spray spread spring squad square stable stack stadium staff
    stage stake stamp stand standard standards standing star stars start started starting starts startup state
    stated statement states station statistics status stay steady steal steam steel step stepped steps
    stereotype stick still stock stolen stomach stone stood stop stopped storage store stores stories storm
    story straight strain strange stranger strategic strategies strategy straw streak stream street strength
    strengthen stress stretch strict strike striking string strip stroke strong stronger struck structure
    struggle struggling stuck student students studied studies studio study stuff stunning stupid style
    subject submission submit submitted subreddit subscribe subsequent substance substantial substitute suburb
    succeed success successful such suck sudden suddenly suffer suffered suffering sufficient sugar suggest
    suggested suggestion suicide suit summary summer super superior supplement supplier supplies supply
    support supported supporters supporting suppose supposed sure surface surge surgery surprise surprised
    surprising surrounding survey survival survive survivor suspect suspended suspension sustain swap swear
    sweat sweep sweet swim swimming swing switch symbol symptoms system systems table tablet tackle tactic
    tail take taken takes taking talent talk talked talking tall tank tape target task taste tattoo taught
    taxes taxpayer teach teacher teachers teaching team teams tear tech technical technique technologies
    technology teen teenager teeth tele television tell telling tells temp temperature template temporary tend
    tennis tension term terminal terms terrible territory terror terrorism terrorist test tested testing text
    than thank thanks that theater their them themselves then theory therapist therapy there therefore these
    they thick thin thing things think thinking third this those though thought thousand thousands thread
    threat threatened three threw thrill throat through throughout throw thrown thru thumb thus ticket tight
    till time times timing tiny tire tired tissue title today together toilet told tomorrow tongue tonight
    took tool tools topic torture total totally touch touchdown tough tour tourist tournament toward towards
    town track trade trading tradition traditional traffic tragedy trail trailer train trained training trait
    trans transaction transfer transferred transform transition translate translation transmission transport
    transportation trap trash trauma travel treat treated treatment tree tremendous trend trial tribute trick
    tried tries trigger trillion trip troll troops trouble truck true truly trust truth trying tube tune turn
    turned turning turns tutorial tweet twenty twice twin twist type types typical typically ugly ultimate
    ultimately ultra unable uncertain uncle uncomfortable under underlying understand understanding understood
    unemployment unexpected unfair unfortunately uniform union unique unit units universal universe
    universities university unknown unless unlike unlikely unlimited unnecessary until unusual upcoming update
    upgrade upload upon upper upset upvote urban urge used useful user users uses using usual usually utili
    utilize vacation vagina valid valuable value valued values variable variation variety various vary vast
    vegetable vegetarian vehicle vehicles vendor venture venue versa version versus very vessel veteran vice
    victim victims victory video videos view views village villain violat violation violence violent virgin
    virtual virus visa visible vision visit visitors visual vital vitamin vocal voice void volume volunteer
    vote voted voters voting vulnerable wage wait waiting wake walk walked walking wall wanna want wanted
    wants warm warned warning warrant wash wasn waste watch watched watching water wave ways weak weakness
    wealth weapon weapons wear wearing weather website wedding week weekend weeks weigh weight weird welcome
    welfare well went were weren west western what whatever wheel when whenever where whether which while
    white whole whom whose wide widely width wife wild will willing wind window windows wine wing winner
    winning winter wipe wire wireless wisdom wise wish with withdraw within without witness woman women wonder
    wonderful wondering wont wood word words work worked workers working workout works world worldwide worn
    worried worries worry worse worship worst worth would wouldn wound wrap wreck wrestling write writer
    writing written wrong wrote yard yards yeah year years yell yellow yesterday yield young younger your
    yourself youtube zero zombie zone`.split(/\s+/),
)

/** Whether a word, folded and in lower case, is one of them in any of its forms. */
export function isCommonWord(word: string): boolean {
  const forms = [
    word,
    ...ENDINGS.flatMap(ending => (word.endsWith(ending) ? [word.slice(0, -ending.length)] : [])),
  ]
  return forms.some(form => COMMON_WORDS.has(form) || COMMON_WORDS.has(`${form}e`))
}

const ENDINGS = ['s', 'es', 'ed', 'ing', 'er', 'ly']
