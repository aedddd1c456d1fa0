// One .wgsl file, several programs: lines between `//#if flag` and `//#end` stay where the flag is on, `//#else` parts the
// two cases, and each word in capitals that is given a value is replaced by it. Blocks do not nest. Small on purpose: a
// shader that needs more than this is two shaders.

/**
 * @param code WGSL with `//#if name`, `//#else`, `//#end` lines
 * @param flags on or off, by name
 * @param words what stands for a whole word, by the word
 * @throws Error for a flag that is not given, or a block that is not closed
 */
export function specialise(
  code: string,
  flags: Readonly<Record<string, boolean>>,
  words: Readonly<Record<string, string | number>> = {}
): string {
  const kept: string[] = [];
  let block: { readonly name: string; on: boolean } | null = null;
  for (const line of code.split('\n')) {
    const [, directive, name] = /^\s*\/\/#(if|else|end)\s*(\w*)/.exec(line) ?? [];
    if (directive === 'if') {
      const on = flags[name ?? ''];
      if (on === undefined || block) throw new Error(`The shader opens a block that cannot be: ${line.trim()}`);
      block = { name: name ?? '', on };
    } else if (directive !== undefined) {
      if (!block) throw new Error(`The shader has a stray ${line.trim()}`);
      if (directive === 'else') block.on = !block.on;
      else block = null;
    } else if (!block || block.on) {
      kept.push(line);
    }
  }
  if (block) throw new Error(`The shader never closes ${block.name}`);
  return Object.entries(words).reduce(
    (text, [word, value]) => text.replace(new RegExp(`\\b${word}\\b`, 'g'), String(value)),
    kept.join('\n')
  );
}
