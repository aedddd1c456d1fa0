// Tries other sentences in profiles, to see what a run makes of them: each change trains the run on for a few epochs with and without all
// changes so far, and Explore shows both. Nothing of the notebook is changed; taking a change back is at once.
import { SvelteMap } from 'svelte/reactivity';
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { ExploreRun, TextEdit } from '#lib/studies/explore/types';
import type { WhatIfResult } from '#lib/notebook/what-if/what-if';
import { plural } from '../../text/format';
import type { ExploreBackend } from './backend';
import type { RunName } from './runs';
import { Task } from '../../workers/task.svelte';

export interface TriedEdit {
  readonly edit: TextEdit;
  /** All changes up to this one; of one text only the last. */
  readonly edits: readonly TextEdit[];
  readonly result: WhatIfResult;
  readonly run: RunName;
  readonly epochs: number;
}

type ProfileOf = Pick<TextEdit, 'node' | 'id'>;

const keyOf = ({ node, id }: ProfileOf): string => `${node} ${id}`;

interface Parts {
  readonly backend: ExploreBackend;
  readonly notebook: string;
  readonly text: string;
}

export class SentenceTrial {
  tried: readonly TriedEdit[] = $state.raw([]);
  error: SerializedError | null = $state.raw(null);
  readonly task = new Task();
  /** Words that are being written and were not tried yet, by profile: they are there again when the profile is shown again. */
  #drafts = new SvelteMap<string, string>();
  #turn = 0;
  readonly #parts: Parts;
  readonly #reopen: () => Promise<void>;

  /** @param reopen shows what `shown` says from now on */
  constructor(parts: Parts, reopen: () => Promise<void>) {
    this.#parts = parts;
    this.#reopen = reopen;
  }

  /** What Explore shows in the place of the stored runs; null where no change is on. */
  get shown(): { readonly a: ExploreRun; readonly b: ExploreRun; readonly edits: readonly TextEdit[] } | null {
    const last = this.tried.at(-1);
    if (!last) return null;
    const { run, epochs, result, edits } = last;
    const more = `${run.cell}, ${plural(epochs, 'epoch')} on`;
    return {
      a: { from: 'artifact', id: result.without, label: `${more}, words as they were` },
      b: { from: 'artifact', id: result.with, label: `${more}, your words` },
      edits
    };
  }

  async try(run: RunName, edit: TextEdit, epochs: number): Promise<void> {
    if (this.task.isBusy) return;
    const turn = (this.#turn += 1);
    const others = (this.tried.at(-1)?.edits ?? []).filter(({ node, id }) => node !== edit.node || id !== edit.id);
    const edits = [...others, edit];
    const { backend, notebook, text } = this.#parts;
    this.error = null;
    try {
      const ask = { cell: run.cell, seed: run.seed, edits, epochs };
      const result = await this.task.follow((hear) => backend.whatIf(notebook, text, ask, hear));
      if (turn !== this.#turn) return;
      this.tried = [...this.tried, { edit, edits, result, run, epochs }];
      this.setDraft(edit, null);
      await this.#reopen();
    } catch (error) {
      const known = toAppError(error);
      // Whoever cancels knows it.
      if (turn === this.#turn && known.code !== 'internal/cancelled') this.error = known.toJSON();
    }
  }

  /** What is being written for a profile; null where nothing is. */
  draftOf(profile: ProfileOf): string | null {
    return this.#drafts.get(keyOf(profile)) ?? null;
  }

  /** @param words null: nothing is being written any more */
  setDraft(profile: ProfileOf, words: string | null): void {
    if (words === null) this.#drafts.delete(keyOf(profile));
    else this.#drafts.set(keyOf(profile), words);
  }

  forgetDrafts(): void {
    this.#drafts.clear();
  }

  /** Back to how it was before the last change. */
  async undo(): Promise<void> {
    if (this.tried.length === 0) return;
    this.tried = this.tried.slice(0, -1);
    await this.#reopen();
  }

  /** Without showing anything anew. */
  forget(): void {
    this.#turn += 1;
    this.task.cancel();
    this.tried = [];
    this.error = null;
  }
}
