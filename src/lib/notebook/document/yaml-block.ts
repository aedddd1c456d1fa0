// The YAML between the fences of a cell or a step, read: its keys and values with the line of each. What they mean is for others to
// judge. What would take longer to read than anybody waits is refused first. Pure.
import { Composer, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, Parser, type CST, type Document } from 'yaml';
import { DEEPEST, MOST_ALIASES, MOST_KEYS, MOST_SOURCE } from './limits';

/** What keeps YAML from being read, and where. */
export type YamlFault =
  | { readonly type: 'bad'; readonly reason: string; readonly line: number; readonly cause: unknown }
  | { readonly type: 'too-large'; readonly most: number; readonly of: string; readonly line: number };

export type YamlReading =
  | {
      readonly type: 'settings';
      readonly values: Readonly<Record<string, unknown>>;
      /** Line of each key in the file, from 1; of a key within a key's value under "outer.inner". */
      readonly keyLines: ReadonlyMap<string, number>;
    }
  | YamlFault
  /** YAML that can be read and is no list of keys with values. */
  | { readonly type: 'other' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param line of the opening fence in the file, from 1 */
export function readYaml(source: string, line: number): YamlReading {
  const found = parsed(source, line);
  if ('type' in found) return found;
  const { value, yaml, lineOf } = found;
  if (!isRecord(value)) return { type: 'other' };
  const keyLines = new Map<string, number>();
  for (const { key, value: inner } of isMap(yaml.contents) ? yaml.contents.items : []) {
    if (!isScalar(key) || !key.range) continue;
    keyLines.set(String(key.value), lineOf(key.range[0]));
    for (const { key: own } of isMap(inner) ? inner.items : []) {
      if (isScalar(own) && own.range) keyLines.set(`${String(key.value)}.${String(own.value)}`, lineOf(own.range[0]));
    }
  }
  return { type: 'settings', values: value, keyLines };
}

/** One value by itself. */
export function readYamlValue(source: string): { readonly value: unknown } | YamlFault {
  return parsed(source, 0);
}

interface Parsed {
  readonly value: unknown;
  readonly yaml: Document;
  /** Line of an offset in the source. */
  readonly lineOf: (offset: number) => number;
}

function parsed(source: string, line: number): Parsed | YamlFault {
  if (source.length > MOST_SOURCE) return { type: 'too-large', most: MOST_SOURCE, of: 'characters', line };
  const counter = new LineCounter();
  const lineOf = (offset: number) => line + Math.max(1, counter.linePos(offset).line);
  const bad = (reason: string, offset: number, cause?: unknown): YamlFault => ({
    type: 'bad',
    reason,
    line: lineOf(offset),
    cause
  });
  const tokens = [...new Parser(counter.addNewLine).parse(source)];
  const large = sizeFault(tokens);
  if (large) return 'reason' in large ? bad(large.reason, large.at) : { type: 'too-large', ...large, line };
  // The library holds each key against every other one; `nodeFault` finds what stands twice in one pass.
  const [yaml, second] = composed(tokens, source.length);
  if (!yaml) return bad('there is nothing to read', 0);
  const [problem] = yaml.errors;
  if (problem) return bad(problem.message.replace(/[.:]$/, ''), problem.pos[0], problem);
  if (second) return bad('a line "---" begins a second document, and a cell is one', second.range[0]);
  const fault = nodeFault(yaml);
  if (fault) return bad(fault.reason, fault.at);
  try {
    return { value: yaml.toJS(), yaml, lineOf };
  } catch (error) {
    // Aliases without an anchor, or so many of them that the text would grow without bound.
    return bad(error instanceof Error ? error.message.replace(/[.:]$/, '') : String(error), 0, error);
  }
}

/** The first document, and the second where there is one. */
function composed(tokens: readonly CST.Token[], end: number): Document.Parsed[] {
  const found: Document.Parsed[] = [];
  for (const document of new Composer({ logLevel: 'error', uniqueKeys: false }).compose(tokens, true, end)) {
    found.push(document);
    if (found.length > 1) break;
  }
  return found;
}

interface Fault {
  readonly reason: string;
  /** Offset in the source. */
  readonly at: number;
}

/**
 * What is too much to be composed. The library does that by recursion, and an alias costs it a walk through all before; so tokens are
 * looked at first, without recursion.
 */
function sizeFault(tokens: readonly CST.Token[]): Fault | { readonly most: number; readonly of: string } | null {
  let [keys, aliases] = [0, 0];
  const ahead: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = [];
  for (const token of tokens) ahead.push({ token, depth: 0 });
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { token, depth } = next;
    if (token?.type === 'alias') aliases += 1;
    if (token?.type === 'document') ahead.push({ token: token.value, depth });
    if (token?.type !== 'block-map' && token?.type !== 'block-seq' && token?.type !== 'flow-collection') continue;
    if (depth >= DEEPEST) {
      return { reason: `its values lie more than ${DEEPEST} deep in one another`, at: token.offset };
    }
    for (const { key, sep, value } of token.items) {
      if (sep) keys += 1;
      ahead.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
    }
  }
  if (keys > MOST_KEYS) return { most: MOST_KEYS, of: 'keys' };
  return aliases > MOST_ALIASES ? { reason: `it has more than ${MOST_ALIASES} aliases`, at: 0 } : null;
}

/** What the library lets pass: keys that stand twice, an alias within what it stands for. */
function nodeFault({ contents }: Document): Fault | null {
  /** Anchors of what is being looked into. */
  const open = new Set<string>();
  const look = (node: unknown): Fault | null => {
    if (isAlias(node) && open.has(node.source)) {
      return { reason: `"*${node.source}" stands within what it stands for`, at: node.range?.[0] ?? 0 };
    }
    if (!isMap(node) && !isSeq(node)) return null;
    const { anchor } = node;
    if (anchor !== undefined) open.add(anchor);
    const seen = new Set<unknown>();
    for (const item of node.items) {
      const { key, value } = isPair(item) ? item : { key: null, value: item };
      if (isScalar(key)) {
        if (seen.has(key.value)) {
          return { reason: `the key "${String(key.value)}" stands twice`, at: key.range?.[0] ?? 0 };
        }
        seen.add(key.value);
      }
      const fault = look(key) ?? look(value);
      if (fault) return fault;
    }
    if (anchor !== undefined) open.delete(anchor);
    return null;
  };
  return look(contents);
}
