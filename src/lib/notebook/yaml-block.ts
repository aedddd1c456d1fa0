// The YAML between the fences of a cell or a step, read: its keys and values with the line of each. What they mean is for others to
// judge. Pure.
import { LineCounter, parseDocument } from 'yaml';

export type YamlReading =
  | {
      readonly type: 'settings';
      readonly values: Readonly<Record<string, unknown>>;
      /** Line of each key in the file, from 1. */
      readonly keyLines: ReadonlyMap<string, number>;
    }
  | { readonly type: 'bad'; readonly reason: string; readonly line: number; readonly cause: unknown }
  /** YAML that can be read and is no list of keys with values. */
  | { readonly type: 'other' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param line of the opening fence in the file, from 1 */
export function readYaml(source: string, line: number): YamlReading {
  const counter = new LineCounter();
  const yaml = parseDocument(source, { lineCounter: counter, logLevel: 'silent' });
  const lineOf = (offset: number) => line + Math.max(1, counter.linePos(offset).line);
  const [problem] = yaml.errors;
  if (problem) {
    return { type: 'bad', reason: firstSentence(problem.message), line: lineOf(problem.pos[0]), cause: problem };
  }
  let values: unknown;
  try {
    values = yaml.toJS();
  } catch (error) {
    // Aliases without an anchor, or so many of them that the text would grow without bound.
    const reason = error instanceof Error ? firstSentence(error.message) : String(error);
    return { type: 'bad', reason, line, cause: error };
  }
  if (!isRecord(values)) return { type: 'other' };
  return { type: 'settings', values, keyLines: keyLinesOf(yaml.contents, lineOf) };
}

function keyLinesOf(contents: unknown, lineOf: (offset: number) => number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  if (!isRecord(contents) || !Array.isArray(contents.items)) return lines;
  for (const pair of contents.items) {
    const key: unknown = isRecord(pair) ? pair.key : undefined;
    if (!isRecord(key) || !Array.isArray(key.range)) continue;
    const start: unknown = key.range[0];
    if (typeof start === 'number') lines.set(String(key.value), lineOf(start));
  }
  return lines;
}

/** The yaml package's messages go on with the place and a picture of it; places are ours to say. */
function firstSentence(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
}
