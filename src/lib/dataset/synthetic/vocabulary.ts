// Words of the invented bookshop beside its themes. MANNERS are the text-only factors: they show in texts and drive nothing.
// Written for this project.

export interface Manner {
  /** For descriptions. */
  readonly told: readonly string[];
  /** For reviews; follows "the" or stands alone. */
  readonly noted: readonly string[];
}

export const MANNERS: readonly Manner[] = [
  {
    told: [
      'told in long, musical sentences',
      'written with a poet’s ear',
      'slow and luminous',
      'a lyrical book that lingers over light and weather'
    ],
    noted: ['lyrical prose', 'poetic style', 'long musical sentences', 'slow, luminous writing']
  },
  {
    told: [
      'dry, quick and very funny',
      'a comedy with a straight face',
      'told with wry humour',
      'as sharp as it is silly'
    ],
    noted: ['dry humour', 'wry jokes', 'comic timing', 'sly wit']
  },
  {
    told: [
      'in short chapters that end on a hook',
      'fast, lean and hard to put down',
      'a breathless book with no spare word',
      'paced like a chase'
    ],
    noted: ['breakneck pace', 'short chapters', 'cliffhangers', 'relentless tempo']
  },
  {
    told: [
      'told through letters and diary pages',
      'pieced together from notebooks and telegrams',
      'an exchange of letters, some of them lies',
      'a story in documents'
    ],
    noted: ['letters and diaries', 'epistolary form', 'story told in documents', 'notebook entries']
  },
  {
    told: [
      'learned, digressive and full of footnotes',
      'with the patience of a history lesson',
      'rich in research that never shows off',
      'half novel, half essay'
    ],
    noted: ['footnotes', 'historical research', 'essayistic digressions', 'sheer learning']
  }
];

export const FIRST_NAMES = [
  'Ada',
  'Bruno',
  'Celia',
  'Dmitri',
  'Edda',
  'Farid',
  'Greta',
  'Hamid',
  'Ines',
  'Jonas',
  'Kirin',
  'Leila',
  'Marek',
  'Nadia',
  'Osei',
  'Petra',
  'Quentin',
  'Rosa',
  'Stellan',
  'Tamsin',
  'Ugo',
  'Vera',
  'Wanda',
  'Xenia',
  'Yusuf',
  'Zora',
  'Alma',
  'Bela',
  'Clement',
  'Dora'
] as const;
export const LAST_NAMES = [
  'Abara',
  'Brandt',
  'Calloway',
  'Duarte',
  'Eskola',
  'Ferro',
  'Galanis',
  'Hollis',
  'Ito',
  'Jansen',
  'Kowal',
  'Lindqvist',
  'Marchetti',
  'Novak',
  'Okafor',
  'Pellerin',
  'Quist',
  'Rahimi',
  'Sorensen',
  'Tanaka',
  'Ullmann',
  'Vasile',
  'Whitlock',
  'Yildiz',
  'Zeman',
  'Ashdown',
  'Bexley',
  'Corvin',
  'Deloria',
  'Endicott'
] as const;
export const ADJECTIVES = [
  'Quiet',
  'Last',
  'Borrowed',
  'Patient',
  'Crooked',
  'Winter',
  'Second',
  'Unfinished',
  'Blue',
  'Distant',
  'Careful',
  'Hollow',
  'Ordinary',
  'Bright',
  'Reluctant',
  'Silver',
  'Wayward',
  'Slow',
  'Hidden',
  'Seventh',
  'Gentle',
  'Broken',
  'Northern',
  'Small'
] as const;
export const NEUTRAL_NOUNS = [
  'Hour',
  'Year',
  'Letter',
  'Stranger',
  'Question',
  'Promise',
  'Silence',
  'Map',
  'Season',
  'Daughter',
  'Road',
  'Window',
  'Secret',
  'Memory',
  'Winter',
  'Song'
] as const;
export const TOWNS = [
  'Merrow',
  'Ansel',
  'Tolvane',
  'Brackwater',
  'Lindenau',
  'Ostrey',
  'Carrow',
  'Vellin',
  'Hartsea',
  'Quill',
  'Dunmarrow',
  'Esk'
] as const;
