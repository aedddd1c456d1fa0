// What a page of docs/ tells its reader to write: whole files (```ts, its path in the first line) and changed lines (```diff, the path of
// the file in its first line, then "+ added" and "- taken out").
import { readFileSync } from 'node:fs';

export interface OwnFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export interface OwnChange {
  readonly path: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface OwnModule {
  readonly files: readonly OwnFile[];
  readonly changes: readonly OwnChange[];
}

export function readOwnModule(page: string): OwnModule {
  const fences = [...readFileSync(page, 'utf8').matchAll(/^```(ts|diff)\n([\s\S]*?)^```$/gm)];
  const files: OwnFile[] = [];
  const changes: OwnChange[] = [];
  for (const [, language, text = ''] of fences) {
    const [first = '', ...rest] = text.split('\n');
    const path = first.replace(/^\/\//, '').trim();
    if (language === 'ts') {
      files.push({ path, text });
    } else {
      const after = (sign: string) => rest.flatMap((line) => (line.startsWith(`${sign} `) ? [line.slice(2)] : []));
      changes.push({ path, removed: after('-'), added: after('+') });
    }
  }
  return { files, changes };
}

/**
 * A file with a change in it: imports stand before the others, exports after, any other line in the place of the one taken out.
 * @throws Error where a line that is to be taken out is not there
 */
export function applyChange(text: string, { path, removed, added }: OwnChange): string {
  const isImport = (line: string): boolean => line.startsWith('import ');
  const isExportFrom = (line: string): boolean => line.startsWith('export {');
  const replacing = added.filter((line) => !isImport(line) && !isExportFrom(line));
  let changed = text;
  removed.forEach((line, at) => {
    if (!changed.split('\n').includes(line)) throw new Error(`${path} has no line: ${line}`);
    changed = changed.replace(line, replacing[at] ?? '');
  });
  const firstImport = changed.search(/^import /m);
  const imports = added.filter(isImport).map((line) => `${line}\n`);
  if (imports.length > 0) changed = changed.slice(0, firstImport) + imports.join('') + changed.slice(firstImport);
  return (
    changed +
    added
      .filter(isExportFrom)
      .map((line) => `${line}\n`)
      .join('')
  );
}
