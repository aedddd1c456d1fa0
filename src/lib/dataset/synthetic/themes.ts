// The shared factors of the invented bookshop: themes that drive clicks and show in texts. Written for this project.

export interface Theme {
  readonly shelf: string;
  readonly heroes: readonly string[];
  readonly places: readonly string[];
  readonly things: readonly string[];
  readonly events: readonly string[];
  readonly nouns: readonly string[];
  readonly subjects: readonly string[];
}

export const THEMES: readonly Theme[] = [
  {
    shelf: 'Sea and harbour',
    heroes: [
      'a retired harbour pilot',
      'the last lighthouse keeper',
      'a ferry captain',
      'two quarrelling trawlermen',
      'a chart-maker’s daughter',
      'a ship’s cook with no papers'
    ],
    places: [
      'a fog-bound harbour',
      'an island that the mail boat forgets',
      'the estuary at Sallow Point',
      'a drydock on the north coast',
      'the quays of Merrow'
    ],
    things: [
      'a logbook with torn pages',
      'a bell raised from a wreck',
      'an old tide table',
      'a bottle of ballast sand',
      'the salvage of the Corvina',
      'a sextant that points wrong'
    ],
    events: [
      'a storm strands the whole fleet',
      'a ship everybody thought lost comes in on the night tide',
      'the herring stop coming',
      'someone keeps lighting the wrong lamp',
      'a mutiny nobody speaks of is remembered'
    ],
    nouns: ['Tide', 'Harbour', 'Lantern', 'Salt', 'Keel', 'Gull', 'Anchor', 'Estuary'],
    subjects: ['life at sea', 'the harbour town', 'ships and weather', 'the tides', 'the fishing boats', 'the coast']
  },
  {
    shelf: 'Crime and puzzles',
    heroes: [
      'a stubborn old inspector',
      'a coroner who cannot sleep',
      'a crossword setter',
      'a young constable on her first case',
      'a retired forger',
      'a night porter who sees too much'
    ],
    places: [
      'a locked reading room',
      'a village with one road out',
      'a hotel closed for the winter',
      'the back offices of a small bank',
      'a railway sleeping car'
    ],
    things: [
      'a second set of keys',
      'an alibi that is too good',
      'an unsigned confession',
      'a poisoned box of pralines',
      'a list of seven names',
      'a stopped watch'
    ],
    events: [
      'a body is found where nobody could have left it',
      'the only witness changes her story',
      'the wrong man confesses',
      'every suspect turns out to be telling the truth',
      'an old case is quietly reopened'
    ],
    nouns: ['Alibi', 'Verdict', 'Witness', 'Cipher', 'Motive', 'Key', 'Suspect', 'Inquest'],
    subjects: [
      'the murder',
      'the clues',
      'the detective work',
      'the locked-room puzzle',
      'the suspects',
      'the investigation'
    ]
  },
  {
    shelf: 'Gardens and countryside',
    heroes: [
      'a widowed orchard owner',
      'a botanist without a post',
      'the youngest of five beekeepers',
      'a hedge-layer who writes poems',
      'a schoolteacher turned shepherd',
      'a head gardener on notice'
    ],
    places: [
      'a walled garden gone wild',
      'a hill farm in lambing season',
      'the water meadows',
      'an allotment beside the railway',
      'a seed library in a barn'
    ],
    things: [
      'a rose that should not exist',
      'a ledger of frosts',
      'three grafted pear trees',
      'a hive that will not swarm',
      'a disputed hedge',
      'a box of unlabelled seeds'
    ],
    events: [
      'the well runs dry in June',
      'a developer measures the lower field',
      'an orchard is left to two people who loathe each other',
      'the village show ends in scandal',
      'a late frost takes everything but one tree'
    ],
    nouns: ['Orchard', 'Meadow', 'Hedge', 'Seed', 'Bramble', 'Hive', 'Furrow', 'Thistle'],
    subjects: ['the garden', 'farming life', 'plants and seasons', 'the orchard', 'the countryside', 'the bees']
  },
  {
    shelf: 'Engines and invention',
    heroes: [
      'an apprentice clockmaker',
      'a bridge engineer in disgrace',
      'a radio operator',
      'the inventor of a useless machine',
      'a railway surveyor',
      'a woman who repairs calculating engines'
    ],
    places: [
      'a workshop under the viaduct',
      'a power station on its last winter',
      'the drawing office of a shipyard',
      'a valley to be flooded for a dam',
      'an observatory with a cracked mirror'
    ],
    things: [
      'a blueprint with one wrong number',
      'an automaton that writes',
      'a patent filed a day late',
      'a valve that should have held',
      'a clock that gains an hour a year',
      'a coil of copper wire'
    ],
    events: [
      'a bridge sways on its opening day',
      'two rivals build the same engine',
      'a signal arrives from an abandoned station',
      'the machine works, but not for what it was built',
      'a boiler inquest turns into a trial'
    ],
    nouns: ['Engine', 'Viaduct', 'Clockwork', 'Signal', 'Blueprint', 'Turbine', 'Lever', 'Circuit'],
    subjects: [
      'the machines',
      'engineering',
      'the invention',
      'clockwork and engines',
      'the workshop',
      'how things are built'
    ]
  },
  {
    shelf: 'Courts and empires',
    heroes: [
      'a translator at a foreign court',
      'the regent’s food taster',
      'a spy who has lost her handler',
      'an heir nobody wants crowned',
      'a palace archivist',
      'an envoy with two sets of orders'
    ],
    places: [
      'a winter palace',
      'the chancery of a failing empire',
      'a border fortress',
      'a city under siege',
      'the antechambers of the council'
    ],
    things: [
      'a treaty in two languages',
      'a forged succession',
      'a ring given to the wrong ally',
      'a sealed dispatch',
      'a dynasty’s missing portrait',
      'a secret oath'
    ],
    events: [
      'the old emperor will not name an heir',
      'a marriage is arranged to prevent a war',
      'an ambassador disappears between two gates',
      'the guard changes sides before dawn',
      'a rebellion begins in the kitchens'
    ],
    nouns: ['Crown', 'Treaty', 'Regent', 'Envoy', 'Throne', 'Siege', 'Oath', 'Palace'],
    subjects: ['court intrigue', 'the politics', 'the empire', 'the succession', 'the palace', 'diplomacy']
  },
  {
    shelf: 'Families and kitchens',
    heroes: [
      'three sisters who share a bakery',
      'a grandmother with a forbidden recipe',
      'a cook returning home',
      'a father learning to be alone',
      'the middle child of a restaurant family',
      'cousins who have not spoken in years'
    ],
    places: [
      'a kitchen above a shop',
      'a house full of relatives',
      'a trattoria in decline',
      'a long table in August',
      'a bakery that opens at four'
    ],
    things: [
      'a recipe in a dead language',
      'a debt nobody admits',
      'a sourdough older than the family',
      'a wedding that may not happen',
      'a drawer of unsent birthday cards',
      'an inheritance of copper pans'
    ],
    events: [
      'a funeral brings everybody to one table',
      'a secret is served with the soup',
      'the eldest refuses the inheritance',
      'an uncle comes back with a new name',
      'the family business is sold over lunch'
    ],
    nouns: ['Table', 'Sister', 'Kitchen', 'Inheritance', 'Supper', 'Cousin', 'Bread', 'Wedding'],
    subjects: ['the family', 'the cooking', 'the sisters', 'family secrets', 'meals and memory', 'the kitchen']
  },
  {
    shelf: 'Mountains and expeditions',
    heroes: [
      'a guide who has stopped climbing',
      'a glaciologist',
      'a mapmaker with frostbitten hands',
      'an expedition doctor',
      'two brothers on one rope',
      'a porter who keeps the real diary'
    ],
    places: [
      'a hut above the tree line',
      'the unclimbed side of Mount Ansel',
      'a research camp on the ice',
      'a pass that opens one month a year',
      'a desert plateau without names'
    ],
    things: [
      'a rope cut clean',
      'a camera found in the ice',
      'the second map',
      'a cache of spoiled provisions',
      'a barometer that only falls',
      'a list of those who turned back'
    ],
    events: [
      'the weather closes behind them',
      'one of the party was never on the list',
      'a rescue becomes a race',
      'the summit is reached and nobody believes it',
      'the glacier gives something back'
    ],
    nouns: ['Summit', 'Glacier', 'Ridge', 'Compass', 'Avalanche', 'Pass', 'Plateau', 'Rope'],
    subjects: [
      'the climb',
      'the expedition',
      'ice and altitude',
      'survival in the mountains',
      'the journey',
      'exploration'
    ]
  },
  {
    shelf: 'Ghosts and the uncanny',
    heroes: [
      'a sceptical medium',
      'a boy who answers the empty room',
      'the new tenant of a large house',
      'a piano tuner who hears too well',
      'a sexton',
      'a photographer of the dead'
    ],
    places: [
      'a house with one door too many',
      'a chapel on the marsh',
      'a theatre that burned twice',
      'a sanatorium kept open for one patient',
      'the wood behind the school'
    ],
    things: [
      'a mirror hung face to the wall',
      'a lullaby nobody taught the child',
      'a photograph with an extra guest',
      'a grave that is never the same age',
      'a doll’s house in exact likeness',
      'a knock on the third stair'
    ],
    events: [
      'the dead begin to keep appointments',
      'a portrait ages and its sitter does not',
      'everyone in town has the same dream',
      'a voice on the line knows what happens next',
      'the house remembers differently'
    ],
    nouns: ['Ghost', 'Shadow', 'Haunting', 'Mirror', 'Séance', 'Grave', 'Whisper', 'Threshold'],
    subjects: ['the haunting', 'the ghosts', 'the eerie house', 'the supernatural', 'the dread', 'the uncanny']
  }
];
