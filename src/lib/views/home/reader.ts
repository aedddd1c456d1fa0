// Takes from the quick start what the first page shows of one reader: the lists of the three models, as they are stored, with what moved
// between them, and sentences that follow from them by rule. Pure.
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { ShownResults } from '../results/shown-results';
import { formatCount, listInWords, plural } from '../text/format';
import { splitByPhrases, type TextPart } from '../text/text-marks';

export interface ReaderItem {
  readonly id: string;
  readonly title: string;
  readonly heldOut: boolean;
  /** Places up (above 0) or down from the list by clicks alone; null in that list itself. */
  readonly moved: number | null;
  /** Not among those of the list by clicks alone. */
  readonly isNew: boolean;
}

export interface ReaderList {
  /** Of the run: "none" for clicks alone. */
  readonly alignment: string;
  readonly label: string;
  readonly items: readonly ReaderItem[];
  /** What it changed, for this reader. */
  readonly says: string;
}

export interface ReaderPicture {
  readonly id: string;
  /** The parts of the profile, with what top books' profiles share marked; empty where there is none. */
  readonly profile: readonly TextPart[];
  readonly profileLabel: string | null;
  readonly clicked: readonly string[];
  readonly heldOut: readonly string[];
  /** How the reader was chosen. */
  readonly rule: string | null;
  /** Clicks alone first. */
  readonly lists: readonly ReaderList[];
  /** What one reader shows of all. */
  readonly caution: string;
}

/** The first user of the first recommend cell; null where nothing is stored, or no run without and with words. */
export function readerOf(results: ShownResults): ReaderPicture | null {
  const all = Object.values(results).map((shown) => shown.record.result);
  const found = all.find((result): result is RecommendResult => result.kind === 'recommend');
  if (!found) return null;
  const alignmentOf = (run: string): string | null => {
    const result = results[run]?.record.result;
    return result?.kind === 'train' ? result.alignment : null;
  };
  const lists = found.lists.flatMap((list) => {
    const alignment = alignmentOf(list.run);
    return alignment === null ? [] : [{ alignment, items: list.items }];
  });
  const base = lists[0];
  if (base?.alignment !== 'none' || lists.length < 2) return null;
  const users = all.find((result) => result.kind === 'dataset')?.users;
  const shown = base.items.length;
  const { user, history, heldOut } = found;
  return {
    id: user.id,
    profile:
      user.profile === null
        ? []
        : splitByPhrases(
            user.profile,
            found.shared.map(({ words }) => words)
          ),
    profileLabel: user.profileLabel,
    clicked: history.map(({ title }) => title),
    heldOut: heldOut.map(({ title }) => title),
    rule: found.rule ?? null,
    lists: lists.map(({ alignment, items }) => {
      const entries = items.map(({ id, title, heldOut, baselineRank }, at): ReaderItem => {
        const moved = alignment === 'none' || baselineRank === undefined ? null : baselineRank - (at + 1);
        return { id, title, heldOut, moved, isNew: baselineRank !== undefined && baselineRank > shown };
      });
      return {
        alignment,
        label: alignment === 'none' ? 'Clicks alone' : `+ words, ${alignment}`,
        items: entries,
        says: alignment === 'none' ? baseSays(entries, heldOut.length) : wordsSay(entries, base.items)
      };
    }),
    caution:
      users === undefined
        ? 'One reader proves nothing.'
        : `One reader proves nothing: the next picture counts all ${formatCount(users)}.`
  };
}

type Marked = Pick<ReaderItem, 'id' | 'title' | 'heldOut'>;
const hitsOf = (items: readonly Marked[]) => items.filter(({ heldOut }) => heldOut);
const quoted = (items: readonly Marked[]) => listInWords(items.map(({ title }) => `“${title}”`));

function baseSays(items: readonly Marked[], heldOut: number): string {
  const hits = hitsOf(items).length;
  return `From clicks alone, ${hits === 0 ? 'none' : formatCount(hits)} of the ${plural(heldOut, 'book')} put aside ${hits === 1 ? 'is' : 'are'} among the first ${items.length}.`;
}

function wordsSay(items: readonly ReaderItem[], base: readonly Marked[]): string {
  const fresh = items.filter(({ isNew }) => isNew).length;
  const moved =
    fresh === 0
      ? 'With words, the same books stand in another order'
      : `With words, ${plural(fresh, 'book')} of the first ${items.length} ${fresh === 1 ? 'is' : 'are'} new`;
  const before = new Set(hitsOf(base).map(({ id }) => id));
  const after = new Set(hitsOf(items).map(({ id }) => id));
  const won = hitsOf(items).filter(({ id }) => !before.has(id));
  const lost = hitsOf(base).filter(({ id }) => !after.has(id));
  const parts = [
    won.length > 0 ? `${quoted(won)} ${won.length === 1 ? 'is' : 'are'} found` : '',
    lost.length > 0 ? `${quoted(lost)} ${lost.length === 1 ? 'is' : 'are'} lost` : ''
  ].filter(Boolean);
  const hits =
    parts.length > 0
      ? `of the books put aside, ${listInWords(parts)}`
      : `of the books put aside, as many are found as before (${after.size})`;
  return `${moved}; ${hits}.`;
}
