// The facts of a profile set that a notebook shows: counts, mean lengths, and a few profiles to read. The samples follow
// the training degrees, so that rarely and often clicked nodes are both seen; nobody picks them by how well they read.
import { degrees } from '#lib/dataset/checks/statistics';
import type { TrainView } from '#lib/dataset/types';
import { usageReport, type UsageReport } from '#lib/llm/cost/usage';
import { countWords } from './text/tokenise';
import type { Profile, ProfileSet } from './types';

export interface ProfileSampleFacts extends Omit<Profile, 'answer'> {
  readonly node: 'user' | 'item';
  readonly id: string;
  readonly title: string;
}

/** The fields of a notebook's ProfilesResult. */
export interface ProfileFacts {
  readonly generator: string;
  readonly label: string;
  readonly users: number;
  readonly items: number;
  /** Nodes, users and items, without a profile. */
  readonly without: number;
  readonly meanWords: { readonly user: number; readonly item: number };
  readonly samples: readonly ProfileSampleFacts[];
  readonly edited?: number;
  readonly usage?: UsageReport<'user' | 'item'>;
}

/**
 * `count` nodes spread evenly over the order of training degree (ties: lower index first), with a profile; where items
 * without a description have one, at least one of them is among the items.
 */
export function pickSamples(
  profiles: readonly Profile[],
  degree: Int32Array,
  count: number,
  unusual: (profile: Profile) => boolean = () => false
): number[] {
  const order = profiles
    .map((profile, at) => ({ profile, at }))
    .filter(({ profile }) => profile.text !== null)
    .sort((a, b) => (degree[a.at] ?? 0) - (degree[b.at] ?? 0) || a.at - b.at);
  const wanted = Math.min(count, order.length);
  const picked = Array.from(
    { length: wanted },
    (_, k) => order[Math.floor(((k + 0.5) * order.length) / wanted)]
  ).filter((entry) => entry !== undefined);
  if (wanted > 1 && !picked.some(({ profile }) => unusual(profile))) {
    const candidates = order.filter(({ profile }) => unusual(profile));
    const middle = candidates[Math.floor(candidates.length / 2)];
    if (middle) picked[Math.floor(wanted / 2)] = middle;
  }
  return picked.map(({ at }) => at);
}

function meanWords(profiles: readonly Profile[]): number {
  const lengths = profiles.flatMap(({ text }) => (text === null ? [] : [countWords(text)]));
  return lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** `samplesEach` users and as many items are picked to read; costs are those of a job here (`isPaid`), not of one elsewhere. */
export function profileFacts(
  set: ProfileSet,
  view: TrainView,
  { samplesEach = 3, isPaid = false }: { readonly samplesEach?: number; readonly isPaid?: boolean } = {}
): ProfileFacts {
  const { users, items, provenance } = set;
  const pickedUsers = pickSamples(users, degrees(view.train.users, users.length), samplesEach);
  const withoutDescription = (profile: Profile) => !profile.evidence.fields.includes('description');
  const pickedItems = pickSamples(items, degrees(view.train.items, items.length), samplesEach, withoutDescription);
  const samples = (
    node: 'user' | 'item',
    profiles: readonly Profile[],
    picked: readonly number[],
    ids: readonly string[],
    titleOf: (at: number) => string | undefined
  ) =>
    picked.flatMap((at): ProfileSampleFacts[] => {
      const profile = profiles[at];
      const id = ids[at] ?? String(at);
      if (!profile) return [];
      const { answer: _answer, ...shown } = profile;
      return [{ node, id, title: titleOf(at) || id, ...shown }];
    });
  const edited = [...users, ...items].filter((profile) => profile.edited !== undefined).length;
  const answers = (profiles: readonly Profile[]) => profiles.flatMap(({ answer }) => (answer ? [answer] : []));
  const usage = isPaid && usageReport({ item: answers(items), user: answers(users) }, ['item', 'user']);
  return {
    ...(edited > 0 && { edited }),
    ...(usage && { usage }),
    generator: provenance.generator,
    label: provenance.label,
    users: users.length,
    items: items.length,
    without: [...users, ...items].filter(({ text }) => text === null).length,
    meanWords: { user: meanWords(users), item: meanWords(items) },
    samples: [
      ...samples('user', users, pickedUsers, view.userIds, (at) => view.userTexts?.[at]?.name),
      ...samples('item', items, pickedItems, view.itemIds, (at) => view.itemTexts?.[at]?.title)
    ]
  };
}
