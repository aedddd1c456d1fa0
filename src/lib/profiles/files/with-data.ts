// Generator "dataset": the profiles that came with the data (official usr_prf.pkl, itm_prf.pkl), as they are. Writes nothing itself.
import type { BroughtProfiles, TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { Profile, ProfileSet } from '../types';
import { BROUGHT } from './settings';

/** A profile of which nothing is known but its words and, where they are told, its reasons. */
export const bareProfile = (text: string | null, reasoning: string): Profile => ({
  text,
  reasoning,
  evidence: { items: [], reviews: 0, fields: [] }
});

/** @throws AppError profiles/none-brought */
export function broughtProfiles(view: Pick<TrainView, 'name'>, brought: BroughtProfiles | undefined): ProfileSet {
  if (!brought) throw appError('profiles/none-brought', { dataset: view.name }, { field: 'generator' });
  const profiles = (texts: readonly (string | null)[], reasons: readonly string[] | undefined): readonly Profile[] =>
    texts.map((text, row) => bareProfile(text, reasons?.[row] ?? ''));
  const { name: generator, label, version } = BROUGHT;
  return {
    users: profiles(brought.users, brought.reasons?.users),
    items: profiles(brought.items, brought.reasons?.items),
    provenance: { generator, label, version, settings: {} }
  };
}
