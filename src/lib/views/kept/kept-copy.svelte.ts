// Keeps the text of one open notebook, which another tab may have open too. A change is kept only on top of the text that this tab has
// read; where another tab kept a newer one meanwhile, neither is lost: the reader chooses. Browser only.
import { Turns } from '#lib/work/turns';
import { nameOf } from './kept-ids';
import type { FoundNotebook } from './kept-notebooks';
import type { KeptTexts } from './kept-texts';
import type { KeptNotebook } from '../results/shown-results';

/** What a reader may do about two texts. */
export type Choice = 'mine' | 'theirs' | 'both';

export interface Conflict {
  /** What this tab has; null where it has gone back to what came with the page. */
  readonly mine: KeptNotebook | null;
  /** What another tab kept; null where it removed the notebook. */
  readonly theirs: KeptNotebook | null;
}

/** Other tabs are told early over this channel; what counts is the revision in storage. */
const CHANNEL = 'rlmrec-kept-notebooks';

interface Base {
  /** null where there is none. */
  readonly text: string | null;
  readonly revision?: string | undefined;
}

/** Times that other tabs may keep results alone while this one keeps a change. */
const ATTEMPTS = 5;

export class KeptCopy {
  conflict: Conflict | null = $state.raw(null);
  /** Under which this tab's text was kept beside the other one. */
  copiedTo: string | null = $state.raw(null);

  /** What this tab has read or kept last. */
  #base: Base;
  #mine: KeptNotebook | null = null;
  #channel: BroadcastChannel | null = null;
  readonly #turns = new Turns();
  readonly #kept: KeptTexts;
  readonly #original: string | null;

  /** @param original the text that is shown where nothing is kept; null where there is none */
  constructor(
    kept: KeptTexts,
    readonly id: string,
    original: string | null = null
  ) {
    this.#kept = kept;
    this.#original = original;
    this.#base = { text: original };
  }

  /** What is kept; null where nothing is. */
  read(): Promise<KeptNotebook | null> {
    return this.#turns.take(async () => {
      this.#take(await this.#kept.find(this.id));
      return this.#mine;
    });
  }

  /** Keeps a change (null: forgets the copy), unless another tab kept a newer text: then there is a conflict, and nothing is changed. */
  keep(state: KeptNotebook | null): Promise<void> {
    return this.#turns.take(async () => {
      this.#mine = state;
      if (this.conflict) this.conflict = { ...this.conflict, mine: state };
      else await this.#write();
    });
  }

  /** Hears of other tabs until the function that it returns is called. */
  listen(): () => void {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === this.id) void this.look();
    };
    this.#channel = channel;
    return () => {
      channel.close();
      this.#channel = null;
    };
  }

  /** Looks whether another tab kept a newer text. */
  look(): Promise<void> {
    return this.#turns.take(() => this.#lookForNewer());
  }

  /**
   * Ends a conflict.
   * @param show puts the other tab's text in the place of this one's; null where it removed the notebook
   */
  choose(choice: Choice, show: (theirs: KeptNotebook | null) => Promise<void>): Promise<void> {
    return this.#turns.take(async () => {
      const [conflict, mine] = [this.conflict, this.#mine];
      if (!conflict) return;
      // The text of the other tab may be newer still than the one that was read when the conflict was found.
      const found = await this.#kept.find(this.id);
      if (choice === 'mine') {
        this.#base = this.#baseOf(found);
        this.conflict = null;
        return this.#write();
      }
      if (choice === 'both' && mine) {
        this.copiedTo = await this.#kept.add(nameOf(this.id), asCopy(mine.text), mine.results);
      }
      await show(found?.state ?? null);
      this.#take(found);
      this.conflict = null;
    });
  }

  #take(found: FoundNotebook | null): void {
    this.#mine = found?.state ?? null;
    this.#base = this.#baseOf(found);
  }

  #baseOf(found: FoundNotebook | null): Base {
    return { text: this.#textOf(found?.state ?? null), revision: found?.revision };
  }

  #textOf(state: KeptNotebook | null): string | null {
    return state?.text ?? this.#original;
  }

  /** Keeps what this tab has, or finds the conflict. */
  async #write(): Promise<void> {
    const mine = this.#mine;
    for (let attempt = 0; attempt < ATTEMPTS && !this.conflict; attempt++) {
      const { done, revision } = await this.#kept.writeIf(this.id, mine, this.#base.revision);
      if (done) {
        const text = this.#textOf(mine);
        if (text !== this.#base.text) this.#channel?.postMessage(this.id);
        this.#base = { text, revision };
        return;
      }
      await this.#lookForNewer();
    }
  }

  async #lookForNewer(): Promise<void> {
    const found = await this.#kept.find(this.id);
    const theirs = found?.state ?? null;
    const text = this.#textOf(theirs);
    // Other results for the text that this tab has read, or both tabs came to one text: there is nothing to choose.
    if (text === this.#base.text || text === this.#textOf(this.#mine)) this.#base = this.#baseOf(found);
    else this.conflict = { mine: this.#mine, theirs };
  }
}

/** The same text under a title that tells it from the other one. */
const asCopy = (text: string): string => text.replace(/^# .*\S/m, '$& (copy)');
