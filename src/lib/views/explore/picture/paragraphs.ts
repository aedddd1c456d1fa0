// Writes the words of the text views' pictures: the profiles side by side (paper, Fig. 6), a run's list, and what two users are to each
// other. Pure.
import type {
  ExploreOverview,
  ExplorePair,
  ExploreProfile,
  ExploreSelection,
  ExploreViews
} from '#lib/studies/explore/types';
import { formatNumber } from '../../text/format';
import type { DataTable } from '../../text/table';
import { splitByPhrases } from '../../text/text-marks';
import { kindOf, nameOfNode, shortName } from '../nodes';
import { distanceInWords, rankInWords, ranksInOneLine, sharedInWords } from '../pair-words';
import type { Look, Paragraph } from './text-picture';

const one = (text: string, look: Look): Paragraph => [{ text, look }];

/** Whose profile it is. */
export function roleOf({ node }: Pick<ExploreProfile, 'node'>, { user, other }: ExploreSelection): string {
  if (node === user) return 'the user';
  return node === other ? 'the other user' : 'the item';
}

/** A column for each profile, phrases that others have too marked. */
export function profileColumns(
  overview: ExploreOverview,
  selection: ExploreSelection,
  profiles: readonly ExploreProfile[]
): readonly (readonly Paragraph[])[] {
  return profiles.map((profile) => [
    one(nameOfNode(overview, profile.node), 'title'),
    one(
      [roleOf(profile, selection), overview.profileLabel, ...(profile.edited ? ['edited'] : [])].join(' · '),
      'muted'
    ),
    profile.text === null
      ? one('No profile.', 'muted')
      : splitByPhrases(profile.text, profile.shared).map(({ text, phrase }) => ({
          text,
          look: phrase === null ? 'plain' : 'marked'
        }))
  ]);
}

/** A row for each profile. */
export function profilesTable(overview: ExploreOverview, profiles: readonly ExploreProfile[]): DataTable {
  return {
    caption: 'Profiles of what is selected',
    columns: ['kind', 'id', 'title', 'profile', 'shared phrases', 'made from', 'changed'],
    rows: profiles.map(({ node, text, evidence, shared, edited }) => [
      kindOf(overview, node),
      overview.ids[node] ?? '',
      overview.labels[node] ?? '',
      text,
      shared.join('; '),
      evidence.join('; '),
      edited ? 'yes' : ''
    ])
  };
}

/** A column for each run's list. */
export function listColumns(
  overview: ExploreOverview,
  lists: ExploreViews['lists']
): readonly (readonly Paragraph[])[] {
  return lists.map(({ run, items }) => [
    one(`${overview.runs[run]?.label ?? run}, seed ${overview.runs[run]?.seed ?? ''}`, 'title'),
    ...items.map(({ node, heldOut }, at): Paragraph => [
      { text: `${at + 1}  `, look: 'muted' },
      { text: overview.labels[node] ?? '', look: 'plain' },
      ...(heldOut ? one('  held out ✓', 'muted') : [])
    ])
  ]);
}

/** One column: who, ranks, distance, what each run and the words say, the path, what both have. */
export function pairColumn(
  overview: ExploreOverview,
  user: number,
  other: number,
  pair: ExplorePair
): readonly Paragraph[] {
  const cosine = (value: number | null) => (value === null ? '–' : formatNumber(value, 3));
  const ranks = ranksInOneLine(pair.relevance);
  return [
    one(`${nameOfNode(overview, user)} and ${nameOfNode(overview, other)}`, 'title'),
    ...(ranks ? [one(ranks, 'plain')] : []),
    one(distanceInWords(pair), 'plain'),
    ...pair.relevance.map((entry) =>
      one(
        `${entry.run.toUpperCase()}, ${overview.runs[entry.run]?.label ?? ''}: cosine ${cosine(entry.cosine)}, ${rankInWords(entry)}`,
        'plain'
      )
    ),
    ...(pair.semantic === null ? [] : [one(`Words: cosine of the profiles ${cosine(pair.semantic)}`, 'plain')]),
    ...(pair.path.length > 0 ? [one(pair.path.map((node) => shortName(overview, node)).join(' → '), 'muted')] : []),
    one(sharedInWords(pair), 'plain'),
    ...pair.sharedHeldOut.map((node) => one(`${shortName(overview, node)}, held out for both`, 'muted'))
  ];
}
