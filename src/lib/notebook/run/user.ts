// The user whom a cell shows: by id, or by the rule that looks at no result.
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { neutralUser } from '#lib/studies/rankings';

/**
 * @param wanted an id as in the data, or "auto"
 * @param field the key that names the user
 * @returns a 0-based index
 * @throws AppError notebook/unknown-user
 */
export function userOf(wanted: string, dataset: Dataset, field = 'user'): number {
  const details = { user: wanted, dataset: dataset.name, example: dataset.userIds[0] ?? '' };
  if (wanted === 'auto') {
    const user = neutralUser(dataset.split, dataset.userCount);
    if (user !== null) return user;
    throw appError('notebook/unknown-user', details, { field });
  }
  const user = dataset.userIds.indexOf(wanted);
  if (user === -1) throw appError('notebook/unknown-user', details, { field });
  return user;
}
