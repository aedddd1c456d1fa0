// A page's state in its address: keys with their defaults, read from a query and written to one. Only what differs from its default
// is written, in the order of declaration; a broken or old link opens what it can and says what it dropped. Pure; pages put the query
// into the address themselves.
//
//   const view = urlState({ user: id(), depth: integer({ fallback: 2, least: 0, most: 5 }), pinned: ids(8) });
//   const { state, dropped } = view.read(location.search);   // state.depth is a number, state.pinned a list
//   view.write({ ...state, depth: 3 });                      // "?depth=3"

export type UrlValue = string | number | readonly string[];

/** What may stand under one key. */
export interface UrlKey<Value extends UrlValue> {
  /** The value where the key is not in the link; it is never written. */
  readonly fallback: Value;
  /** What it may be, to end the sentence "… is not …". */
  readonly expects: string;
  /** The value that `text` stands for (for a list: all texts under the key); null where it is none. */
  parse(texts: readonly string[]): Value | null;
  holds(value: unknown): value is Value;
}

export type UrlKeys = Readonly<Record<string, UrlKey<UrlValue>>>;
export type StateOf<Keys extends UrlKeys> = { readonly [Key in keyof Keys]: Keys[Key]['fallback'] };

/** A part of a link that was not used. */
export interface Dropped {
  readonly key: string;
  readonly value: string;
  /** A sentence. */
  readonly why: string;
}

export interface UrlState<Keys extends UrlKeys> {
  readonly defaults: StateOf<Keys>;
  /** Never throws: what does not fit falls back to its default and is listed. `search` with or without "?". */
  read(search: string): { readonly state: StateOf<Keys>; readonly dropped: readonly Dropped[] };
  /**
   * The query of a state, "" where all is at its default.
   * @param search the present query: keys of others in it are carried along where `others` is "leave"
   * @throws Error where a value is none that its key may hold: a mistake of the caller, who would get a link that does not open
   */
  write(state: StateOf<Keys>, search?: string): string;
  /** Whether a value may stand under a key: what may not is left at its default before it is written. */
  holds(key: keyof Keys, value: UrlValue): boolean;
}

const LONGEST = 200;

/** One line of text, read back as it was: no control characters, no halves of a character. */
function isLine(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !/[\p{Cc}\p{Surrogate}]/u.test(value);
}

function single<Value extends UrlValue>(texts: readonly string[], read: (text: string) => Value | null): Value | null {
  const [text] = texts;
  return text === undefined ? null : read(text);
}

/** Any one line of text, of up to 200 characters where no other limit is said. */
export function text(given: { readonly fallback?: string; readonly longest?: number } = {}): UrlKey<string> {
  const longest = given.longest ?? LONGEST;
  const holds = (value: unknown): value is string => isLine(value, longest);
  return {
    fallback: given.fallback ?? '',
    expects: `one line of up to ${longest} characters`,
    holds,
    parse: (texts) => single(texts, (found) => (holds(found) ? found : null))
  };
}

/** The name or number of something: one line without white space, of up to 200 characters; "" means none. */
export function id(fallback = ''): UrlKey<string> {
  const holds = (value: unknown): value is string => isLine(value, LONGEST) && !/\s/u.test(value);
  return {
    fallback,
    expects: 'a name without spaces',
    holds,
    parse: (texts) => single(texts, (found) => (holds(found) ? found : null))
  };
}

/** Up to `most` ids, none of them empty; none is the default. In the link the key stands once for each. */
export function ids(most: number): UrlKey<readonly string[]> {
  const one = id();
  const holds = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.length <= most && value.every((entry) => entry !== '' && one.holds(entry));
  return {
    fallback: [],
    expects: `up to ${most} names without spaces`,
    holds,
    parse: (texts) => (holds(texts) ? texts : null)
  };
}

/** A whole number from `least` to `most`. */
export function integer(given: {
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}): UrlKey<number> {
  const { fallback, least, most } = given;
  const holds = (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
  return {
    fallback,
    expects: `a whole number from ${least} to ${most}`,
    holds,
    parse: (texts) =>
      single(texts, (found) => {
        const value = /^-?\d{1,16}$/.test(found) ? Number(found) : null;
        return holds(value) ? value : null;
      })
  };
}

/** One of some words; the first is the default. */
export function choice<const Word extends string>(words: readonly [Word, ...Word[]]): UrlKey<Word> {
  const holds = (value: unknown): value is Word => words.some((word) => word === value);
  return {
    fallback: words[0],
    expects: `one of ${words.join(', ')}`,
    holds,
    parse: (texts) => single(texts, (found) => (holds(found) ? found : null))
  };
}

function written(value: UrlValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' ? [String(value)] : value;
}

function isSame(a: UrlValue, b: UrlValue): boolean {
  const [left, right] = [written(a), written(b)];
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

function isStateOf<Keys extends UrlKeys>(keys: Keys, values: Record<string, unknown>): values is StateOf<Keys> {
  return Object.entries(keys).every(([name, key]) => key.holds(values[name]));
}

/**
 * The state of a page as keys of its query.
 * @param others what becomes of keys that are not declared here: "report" lists them as dropped and leaves them out of what is written
 *   (the page has the query to itself); "leave" passes over them and carries them along
 */
export function urlState<const Keys extends UrlKeys>(
  keys: Keys,
  others: 'report' | 'leave' = 'report'
): UrlState<Keys> {
  const names = Object.keys(keys);
  const stateOf = (found: ReadonlyMap<string, UrlValue>): StateOf<Keys> => {
    const values = Object.fromEntries(names.map((name) => [name, found.get(name) ?? keys[name]?.fallback]));
    if (!isStateOf(keys, values)) throw new Error(`A default of ${names.join(', ')} is none that its key may hold.`);
    return values;
  };

  return {
    defaults: stateOf(new Map()),

    read(search) {
      const given = new URLSearchParams(search);
      const found = new Map<string, UrlValue>();
      const dropped: Dropped[] = [];
      for (const name of new Set(given.keys())) {
        const texts = given.getAll(name);
        const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
        if (!key) {
          if (others === 'report')
            dropped.push({ key: name, value: texts.join(', '), why: 'This page knows no such key.' });
          continue;
        }
        const value = key.parse(texts);
        if (value === null) {
          dropped.push({ key: name, value: texts.join(', '), why: `It is not ${key.expects}.` });
        } else {
          found.set(name, value);
          const unused = texts.slice(written(value).length);
          if (unused.length > 0) {
            dropped.push({
              key: name,
              value: unused.join(', '),
              why: 'The key stands more than once; the first counts.'
            });
          }
        }
      }
      return { state: stateOf(found), dropped };
    },

    write(state, search = '') {
      const query = new URLSearchParams();
      if (others === 'leave') {
        for (const [name, value] of new URLSearchParams(search))
          if (!Object.hasOwn(keys, name)) query.append(name, value);
      }
      for (const [name, key] of Object.entries(keys)) {
        const value: unknown = state[name];
        if (!key.holds(value)) throw new Error(`${name} is not ${key.expects}: ${JSON.stringify(value)}`);
        if (!isSame(value, key.fallback)) for (const entry of written(value)) query.append(name, entry);
      }
      const text = query.toString();
      return text === '' ? '' : `?${text}`;
    },

    holds: (name, value) => keys[name]?.holds(value) ?? false
  };
}
