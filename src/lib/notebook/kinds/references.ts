// Short forms for what the descriptions of kinds say often. Pure.
import type { Reference } from './description';
import type { CellId } from './id-inputs';

/** None where nothing is named. */
export function reads(
  key: string,
  kind: string,
  names: string | readonly string[] | undefined,
  how: Partial<Reference> = {}
): readonly Reference[] {
  const list = typeof names === 'string' ? [names] : (names ?? []);
  const plain = {
    isRead: true,
    mayBeOfOtherData: false,
    mayHaveOtherNoise: false,
    mayBeChosen: false,
    withItsData: false
  };
  return list.map((name) => ({ key, name, kind, ...plain, ...how }));
}

/** The id of a cell with one artifact. */
export async function alone(id: Promise<string>): Promise<CellId> {
  return { id: await id, runs: [] };
}
