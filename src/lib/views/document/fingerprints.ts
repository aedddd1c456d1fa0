// What a cell's result depends on, as text: its kind, its settings with defaults filled in, and the fingerprints of the
// cells it reads. Two cells with equal fingerprints have equal results, whatever they are called. The engine's artifact
// ids say the same and more (they know the data's content); these are at hand before the engine is.
import { readNotebook } from '#lib/notebook/document';
import { cellSchema } from '#lib/notebook/schema/index';
import type { PreparedNotebook } from './prepared';

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** By cell name. A name that nothing makes, or a cycle, stands for itself. */
export function fingerprints(notebook: Pick<PreparedNotebook, 'text'>): ReadonlyMap<string, string> {
  const cells = new Map(readNotebook(notebook.text).document.cells.map((cell) => [cell.name, cell]));
  const known = new Map<string, string>();

  function fingerprintOf(name: string, path: readonly string[]): string {
    const done = known.get(name);
    if (done !== undefined) return done;
    const cell = cells.get(name);
    if (!cell || path.includes(name)) return JSON.stringify(name);
    const { fields } = cellSchema(cell.kind);
    const settings: Record<string, unknown> = {};
    for (const field of fields) if (field.default !== undefined) settings[field.key] = field.default;
    Object.assign(settings, cell.values);
    delete settings.name;
    for (const field of fields) {
      const value = settings[field.key];
      const isReference = field.type === 'cell' || field.type === 'cells';
      if (!isReference || value === undefined) continue;
      const names = Array.isArray(value) ? value : [value];
      settings[field.key] = names.map((read) =>
        typeof read === 'string' ? fingerprintOf(read, [...path, name]) : read
      );
    }
    const fingerprint = `${cell.kind}${canonical(settings)}`;
    known.set(name, fingerprint);
    return fingerprint;
  }

  for (const name of cells.keys()) fingerprintOf(name, []);
  return known;
}
