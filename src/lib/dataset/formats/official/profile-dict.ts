// Profiles as the official code pickles them (usr_prf.pkl, itm_prf.pkl): a dict from row to {profile, reasoning}; "None" where there
// is no profile, as the official prompts have it.
import { largest } from '#lib/elementary/extent';
import { appError } from '#lib/errors/app-error';
import { describeValue, type PickleValue } from '../pickle/values';
import type { PickleInput } from '../pickle/write';
import type { ProfileText } from '../writer';

export const profileDict = (profiles: readonly ProfileText[]): PickleInput =>
  new Map(
    profiles.map(({ text, reasoning }, row): [number, PickleInput] => [
      row,
      new Map([
        ['profile', text ?? 'None'],
        ['reasoning', reasoning]
      ])
    ])
  );

/**
 * By row; a missing entry, an empty one, or the text "None" has no profile. An entry may be a plain text.
 * @throws AppError dataset/pickle-content where it is no dict, files/wrong-height where it names a row beyond the last
 */
export function readProfileDict(
  value: PickleValue,
  { node, count }: { readonly node: 'user' | 'item'; readonly count: number },
  file: string
): readonly ProfileText[] {
  if (!(value instanceof Map)) {
    const found = describeValue(value);
    throw appError('dataset/pickle-content', { expected: 'a dict from id to profile', found }, { file });
  }
  const last = largest([...value.keys()].map(Number).filter(Number.isInteger), -1);
  if (last >= count) throw appError('files/wrong-height', { node, rows: last + 1, expected: count }, { file });
  return Array.from({ length: count }, (_, row) => {
    const entry = value.get(row) ?? value.get(String(row));
    const field = (key: string): string => {
      const found = entry instanceof Map ? entry.get(key) : undefined;
      return typeof found === 'string' ? found : '';
    };
    const text = typeof entry === 'string' ? entry : field('profile');
    return { text: text.trim() === '' || text.trim() === 'None' ? null : text, reasoning: field('reasoning') };
  });
}
