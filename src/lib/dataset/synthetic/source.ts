// The bookshop with other parameters than those of the bundled one, as files that are made when they are first read. Nothing is
// fetched: the generator comes along. Its content is named by its parameters, so that a plan over many shops makes none of them.
import { appError } from '#lib/errors/app-error';
import type { FileSource } from '../sources/source';
import { BOOKSHOP, GENERATOR_REVISION, type BookshopParameters } from './parameters';

/** What differs from the bundled shop. */
export type ShopChanges = Partial<BookshopParameters>;

export function generatedBookshop(changes: ShopChanges): FileSource {
  const parameters = { ...BOOKSHOP, ...changes };
  let made: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  const files = (): Promise<ReadonlyMap<string, Uint8Array>> =>
    (made ??= import('./bookshop').then(({ makeBookshop }) => makeBookshop(parameters)));
  return {
    name: 'bookshop',
    identity: `bookshop generator ${GENERATOR_REVISION} ${JSON.stringify(Object.entries(parameters).sort())}`,
    has: async (path) => (await files()).has(path),
    async read(path) {
      const bytes = (await files()).get(path);
      if (!bytes) throw appError('dataset/missing-file', { path, source: 'bookshop' });
      return bytes;
    }
  };
}
