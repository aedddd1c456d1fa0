// One .wgsl file, several programs. Lines between `//#if flag` and `//#end` stay where the flag is on, `//#else` parts the two
// cases; lines between `//#each` and `//#end` are written out once for each of `copies`, with G for its number (`sum_G` becomes
// `sum_0`, `sum_1`, …), so that a row lies in registers and not in an indexed array. Each word in capitals that is given a value is
// replaced by it. Blocks do not nest. Small on purpose: a shader that needs more than this is two shaders.

type Block =
  { readonly type: 'if'; readonly name: string; on: boolean } | { readonly type: 'each'; readonly lines: string[] };

/** Texts made so far, by the code and what was asked of it: a training step asks for the same ones again and again. */
const made = new Map<string, Map<string, string>>();

/**
 * @param code WGSL with `//#if name`, `//#else`, `//#each`, `//#end` lines
 * @param flags on or off, by name
 * @param words what stands for a whole word, by the word
 * @param copies how often an `each` block is written out
 * @throws Error for a flag that is not given, or a block that is not closed
 */
export function specialise(
  code: string,
  flags: Readonly<Record<string, boolean>>,
  words: Readonly<Record<string, string | number>> = {},
  copies = 0
): string {
  const variants = made.get(code) ?? new Map<string, string>();
  made.set(code, variants);
  const variant = JSON.stringify([flags, words, copies]);
  const text = variants.get(variant) ?? written(code, flags, words, copies);
  variants.set(variant, text);
  return text;
}

function written(
  code: string,
  flags: Readonly<Record<string, boolean>>,
  words: Readonly<Record<string, string | number>>,
  copies: number
): string {
  const kept: string[] = [];
  let block: Block | null = null;
  for (const line of code.split('\n')) {
    const [, directive, name = ''] = /^\s*\/\/#(if|else|each|end)\s*(\w*)/.exec(line) ?? [];
    if (directive === 'if' || directive === 'each') {
      if (block) throw new Error(`The shader opens a block in a block: ${line.trim()}`);
      block = directive === 'each' ? { type: 'each', lines: [] } : { type: 'if', name, on: flagOf(flags, name) };
    } else if (directive === 'else') {
      if (block?.type !== 'if') throw new Error(`The shader has a stray ${line.trim()}`);
      block.on = !block.on;
    } else if (directive === 'end') {
      if (!block) throw new Error(`The shader has a stray ${line.trim()}`);
      if (block.type === 'each') for (const one of writtenOut(block.lines, copies)) kept.push(one);
      block = null;
    } else if (block?.type === 'each') {
      block.lines.push(line);
    } else if (!block || block.on) {
      kept.push(line);
    }
  }
  if (block) throw new Error('The shader never closes a block');
  return Object.entries(words).reduce(
    (text, [word, value]) => text.replace(new RegExp(`\\b${word}\\b`, 'g'), String(value)),
    kept.join('\n')
  );
}

function flagOf(flags: Readonly<Record<string, boolean>>, name: string): boolean {
  const on = flags[name];
  if (on === undefined) throw new Error(`The shader asks for a flag that is not given: ${name}`);
  return on;
}

function writtenOut(lines: readonly string[], copies: number): string[] {
  return Array.from({ length: copies }, (_, copy) =>
    lines.map((line) => line.replace(/_G\b/g, `_${copy}`).replace(/\bG\b/g, String(copy)))
  ).flat();
}
