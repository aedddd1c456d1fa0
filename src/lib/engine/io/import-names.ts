// A name for what was picked, as dataset cells will call it. Pure.
import { importName } from '#lib/dataset/imports/names';
import type { Picked } from './protocol';

/** The folder that all files share, else the first file, else the last part of the address. */
export function nameForImport(picked: Picked): string {
  if (picked.from === 'url') return importName(lastPart(picked.url));
  const [first] = picked.files;
  if (!first) return 'data';
  const folders = new Set(
    picked.files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : null))
  );
  const [folder] = folders;
  return importName(folders.size === 1 && typeof folder === 'string' ? folder : first.path);
}

function lastPart(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}
