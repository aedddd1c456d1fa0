// Which parts of a request a server takes. Servers that call themselves compatible differ: a job begins with everything and drops what
// is refused, once for all its requests. Pure.
import type { ServerWords } from './words/server-words';

export interface Dialect {
  /** How JSON is asked for: by schema, by JSON mode, or in words only. */
  readonly format: 'schema' | 'object' | 'text';
  readonly temperature: boolean;
  readonly seed: boolean;
  /** The name under which the limit of answer tokens goes; null: it is not sent. */
  readonly limit: 'max_completion_tokens' | 'max_tokens' | null;
  /** Whether instructions are a message of their own; else they open the user's. */
  readonly system: boolean;
  /** Whether the form of vectors is named; lists are every server's own form. */
  readonly encoding: boolean;
}

export const mostCapable: Dialect = {
  format: 'schema',
  temperature: true,
  seed: true,
  limit: 'max_completion_tokens',
  system: true,
  encoding: true
};

interface Rule {
  readonly of: 'chat' | 'embeddings';
  /** How a complaint names it. */
  readonly named: RegExp;
  /** null where nothing is left to drop. */
  without(dialect: Dialect): Dialect | null;
}

const RULES: readonly Rule[] = [
  {
    of: 'chat',
    named: /max_(completion_)?tokens|max(imum)?_?(output|new)_?tokens/i,
    without: (dialect) =>
      dialect.limit && { ...dialect, limit: dialect.limit === 'max_completion_tokens' ? 'max_tokens' : null }
  },
  { of: 'chat', named: /\btemperature\b/i, without: (d) => (d.temperature ? { ...d, temperature: false } : null) },
  { of: 'chat', named: /\b(random_?)?seed\b/i, without: (d) => (d.seed ? { ...d, seed: false } : null) },
  {
    of: 'chat',
    named:
      /response_?(format|schema|mime)|json[_ ]?(schema|object|mode)|structured|grammar|guided|additionalProperties|\bschema\b/i,
    without: (d) => (d.format === 'text' ? null : { ...d, format: d.format === 'schema' ? 'object' : 'text' })
  },
  {
    of: 'chat',
    named:
      /developer instruction|\bsystem[_ -]?(role|message|prompt|instruction)|roles? must alternate|\brole\W+system\b|["'`]system["'`]|\bmessages\b.*\brole\b/i,
    without: (d) => (d.system ? { ...d, system: false } : null)
  },
  {
    of: 'embeddings',
    named: /encoding_?format|base64/i,
    without: (d) => (d.encoding ? { ...d, encoding: false } : null)
  }
];

/** What a server says that only says no. */
const SAYS_NOTHING =
  /^\W*((\d{3}|bad|invalid|malformed|unprocessable|failed|request|contains?|an?|the|argument|arguments|parameters?|input|entity|content|body|validation|error|payload|http|nginx|cloudflare|openresty|is|was|has)\W*)*$/i;

/** What is dropped first where a server does not say what it dislikes: what is least missed. */
const BLIND: Readonly<Record<Rule['of'], readonly ((dialect: Dialect) => Dialect | null)[]>> = {
  chat: [
    (d) => (d.seed ? { ...d, seed: false } : null),
    (d) => (d.format === 'schema' ? { ...d, format: 'object' } : null),
    (d) => (d.limit === 'max_completion_tokens' ? { ...d, limit: 'max_tokens' } : null),
    (d) => (d.format === 'object' ? { ...d, format: 'text' } : null),
    (d) => (d.limit ? { ...d, limit: null } : null),
    (d) => (d.temperature ? { ...d, temperature: false } : null)
  ],
  embeddings: [(d) => (d.encoding ? { ...d, encoding: false } : null)]
};

/**
 * The dialect without what a refusal complains about: all fields that it names by themselves, or the one that its sentence names first
 * (sentences list what is allowed, too). null where it names nothing that could go.
 */
export function simpler(
  dialect: Dialect,
  { said, params }: Pick<ServerWords, 'said' | 'params'>,
  of: Rule['of'] = 'chat'
): Dialect | null {
  const rules = RULES.filter((rule) => rule.of === of);
  let next = dialect;
  for (const { named, without } of rules) {
    if (params.some((param) => named.test(param))) next = without(next) ?? next;
  }
  if (next !== dialect) return next;
  const first = rules
    .map(({ named, without }) => ({ at: said.search(named), plainer: without(dialect) }))
    .filter(({ at, plainer }) => at >= 0 && plainer !== null)
    .sort((a, b) => a.at - b.at)[0];
  return first?.plainer ?? null;
}

/** The dialect without what is least missed, where a server says no and not to what; null where it says more, or nothing is left. */
export function barer(
  dialect: Dialect,
  { said, params }: Pick<ServerWords, 'said' | 'params'>,
  of: Rule['of']
): Dialect | null {
  if (params.length > 0 || !SAYS_NOTHING.test(said)) return null;
  for (const drop of BLIND[of]) {
    const plainer = drop(dialect);
    if (plainer) return plainer;
  }
  return null;
}
