// Profiles side by side: the texts that stand now (a reader's words before the stored ones), what they were made from, and the phrases
// that two of them share, as each writes them.
import type { Dataset } from '#lib/dataset/types';
import { editKey } from '#lib/profiles/edits';
import { sharedWords } from '#lib/profiles/shared-words';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import type { ExploreProfile, TextEdit } from './types';

export class ShownProfiles {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #itemAt: ReadonlyMap<string, number>;
  readonly #dataset: Pick<Dataset, 'userCount' | 'userIds' | 'itemIds'>;
  readonly #set: ProfileSet;
  readonly #labels: readonly string[];

  constructor(
    dataset: Pick<Dataset, 'userCount' | 'userIds' | 'itemIds'>,
    set: ProfileSet,
    edits: readonly TextEdit[],
    labels: readonly string[]
  ) {
    this.#dataset = dataset;
    this.#set = set;
    this.#labels = labels;
    this.#texts = new Map(edits.map(({ node, id, text }) => [editKey(node, id), text]));
    this.#itemAt = new Map(dataset.itemIds.map((id, item) => [id, item]));
  }

  get label(): string {
    return this.#set.provenance.label;
  }

  /** Those of the nodes that are given; the user's words are marked against the other user's, or, without one, the item's. */
  of(user: number, other: number | null, item: number | null): readonly ExploreProfile[] {
    const shown = [this.#shown(user, other ?? item)];
    if (other !== null) shown.push(this.#shown(other, user));
    if (item !== null) shown.push(this.#shown(item, user));
    return shown;
  }

  #shown(node: number, against: number | null): ExploreProfile {
    const { profile, edit } = this.#profile(node);
    const text = this.#text(node);
    const theirs = against === null ? null : this.#text(against);
    return {
      node,
      text,
      evidence: (profile?.evidence.items ?? []).map((id) => this.#title(id)),
      shared: sharedWords(text, [{ item: '', text: theirs }]).map(({ words }) => words),
      edited: edit !== undefined || profile?.edited !== undefined
    };
  }

  /** As it stands now; null where there is none. */
  text(node: number): string | null {
    return this.#text(node);
  }

  #text(node: number): string | null {
    const { profile, edit } = this.#profile(node);
    return edit ?? profile?.text ?? null;
  }

  #profile(node: number): { readonly profile: Profile | undefined; readonly edit: string | undefined } {
    const { userCount, userIds, itemIds } = this.#dataset;
    const isUser = node < userCount;
    const [profiles, ids, at] = isUser
      ? [this.#set.users, userIds, node]
      : [this.#set.items, itemIds, node - userCount];
    return { profile: profiles[at], edit: this.#texts.get(editKey(isUser ? 'user' : 'item', ids[at] ?? '')) };
  }

  #title(itemId: string): string {
    const item = this.#itemAt.get(itemId);
    return item === undefined ? itemId : (this.#labels[this.#dataset.userCount + item] ?? itemId);
  }
}
