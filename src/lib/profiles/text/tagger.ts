// Parts of speech of English words: wink-nlp with its light English model (MIT, about 1 MB gzipped, no network, whole numbers only, so
// that every engine tags alike). Fetched when profiles are first composed; pages never load it.

/** Of a word: the Universal Dependencies' names (https://universaldependencies.org/u/pos). */
export interface TaggedWord {
  /** As written. */
  readonly text: string;
  readonly pos: string;
  /** Place in the text: [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface Tagger {
  /** The words and signs of a text in order. What is tagged of one text does not depend on texts tagged before. */
  tag(text: string): TaggedWord[];
  /** Whether some sentence could have it as its verb: "changes" can be, "parents" cannot. */
  canBeVerb(word: string): boolean;
}

let loading: Promise<Tagger> | undefined;

async function load(): Promise<Tagger> {
  const [{ default: wink }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model')
  ]);
  const { readDoc, its } = wink(model, ['sbd', 'pos']);
  const verbs = new Map<string, boolean>();
  return {
    tag: (text) => {
      const tokens = readDoc(text).tokens();
      const tags = tokens.out(its.pos);
      const words: TaggedWord[] = [];
      let from = 0;
      tokens.out().forEach((word, at) => {
        const start = text.indexOf(word, from);
        if (start < 0) return;
        from = start + word.length;
        words.push({ text: word, pos: String(tags[at]), start, end: from });
      });
      return words;
    },
    canBeVerb: (word) => {
      const known = verbs.get(word);
      if (known !== undefined) return known;
      // After a pronoun the tagger takes for a verb whatever its dictionary allows to be one.
      const can = readDoc(`they ${word.toLowerCase()}`).tokens().out(its.pos)[1] === 'VERB';
      verbs.set(word, can);
      return can;
    }
  };
}

/** One for the whole process. A load that failed is tried again by the next call. */
export function loadTagger(): Promise<Tagger> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
