// Names of imports: what a dataset cell's `source` can say. Pure; the page uses it before the worker is there.

/** A word, as file names and addresses are not. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

export const isImportName = (name: string): boolean => NAME.test(name);

/** A name made of a file's or folder's: "My Films (2).csv.gz" → "my-films-2". */
export function importName(file: string): string {
  const base = file.replace(/^.*[/\\]/u, '').replace(/(\.[a-z0-9]{1,6})+$/iu, '');
  const name = base
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9_-]+/giu, '-')
    .replace(/^[-_]+|-+$/gu, '')
    .slice(0, 64);
  return name.toLowerCase() || 'data';
}
