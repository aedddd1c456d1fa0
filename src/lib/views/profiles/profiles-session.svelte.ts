// Holds the state of one profiles cell, seen profile by profile: its list, the one that is open, what the cell would cost, a reader's
// changes with undo, and the run under way. No markup; the input/output worker does the work.
import { AppError, toAppError, type SerializedError } from '#lib/errors/app-error';
import type { IoClient } from '#lib/engine/io/client';
import type { JobHandle } from '#lib/engine/worker/client';
import type { ProfilesPlace } from '#lib/engine/io/protocol';
import type { JobProgress } from '#lib/engine/worker/protocol';
import type { OpenedProfiles, ProfileTrial, ShownProfile } from '#lib/notebook/profiles/profile-work';
import type { ProfileEdit, ProfileNode } from '#lib/profiles/edits';
import type { ProfileFormat } from '#lib/profiles/files/write';
import type { PromptEstimate } from '#lib/profiles/llm/estimate';
import { saveFile } from '../charts/save-file';
import { mergedEdits } from './merged-edits';
import { isoNow } from '../session/interrupted-run';
import type { CellProgress, NotebookEvent } from '#lib/notebook/run/events';

export interface Chosen {
  readonly node: ProfileNode;
  readonly id: string;
}

/** Two tabs have changed the profiles of one cell since both read them. */
export interface EditsConflict {
  readonly mine: readonly ProfileEdit[];
  readonly theirs: readonly ProfileEdit[];
  readonly theirDigest: string | null;
}

/** What a reader may do about it. */
export type EditsChoice = 'mine' | 'theirs' | 'both';

const keyOf = ({ node, id }: Chosen): string => `${node} ${id}`;

export class ProfilesSession {
  opened: OpenedProfiles | null = $state.raw(null);
  estimate: PromptEstimate | null = $state.raw(null);
  /** One profile that was written to see how long that takes. */
  trial: ProfileTrial | null = $state.raw(null);
  /** How far getting that one is. */
  trying: JobProgress | null = $state.raw(null);
  chosen: Chosen | null = $state.raw(null);
  shown: ShownProfile | null = $state.raw(null);
  progress: CellProgress | null = $state.raw(null);
  work: 'opening' | 'estimating' | 'trying' | 'running' | 'paused' | 'stopping' | 'changing' | 'writing' | null =
    $state('opening');
  error: SerializedError | null = $state.raw(null);
  /** As long as there is one, nothing else can be done. */
  conflict: EditsConflict | null = $state.raw(null);
  /** What was changed, for screen readers and for the button that takes it back. */
  said: string = $state('');
  #past: readonly { readonly edits: readonly ProfileEdit[]; readonly label: string }[] = $state.raw([]);
  #handle: JobHandle<unknown> | null = null;
  readonly #io: () => Promise<Pick<IoClient, 'ask'>>;

  constructor(
    readonly place: ProfilesPlace,
    io: () => Promise<Pick<IoClient, 'ask'>>
  ) {
    this.#io = io;
  }

  get isBusy(): boolean {
    return this.work !== null || this.conflict !== null;
  }
  get undoLabel(): string | null {
    return this.#past.at(-1)?.label ?? null;
  }

  async open(): Promise<void> {
    await this.#attempt('opening', async (io) => {
      this.opened = await this.#follow(io.ask({ job: 'open-profiles', ...this.place }));
      this.error = this.opened.damaged;
    });
    if (this.chosen) await this.choose(this.chosen);
  }

  /** Asks no service. */
  async look(): Promise<void> {
    await this.#attempt('estimating', async (io) => {
      this.estimate = await this.#follow(io.ask({ job: 'estimate-profiles', ...this.place }));
    });
  }

  /** Asks for one profile, which is kept like any other: how long that takes here is known then. */
  async tryOne(): Promise<void> {
    await this.#attempt('trying', async (io) => {
      const listeners = { onProgress: (progress: JobProgress) => (this.trying = progress) };
      this.trial = await this.#follow(io.ask({ job: 'try-profile', ...this.place }, listeners));
      this.said = this.trial ? 'One profile is written.' : 'Every item has an answer.';
    });
    this.trying = null;
    const { error } = this;
    await this.look();
    this.error ??= error;
  }

  /** Makes what is missing. */
  async run(): Promise<void> {
    await this.#attempt('running', async (io) => {
      let failed: SerializedError | null = null;
      const hear = (event: NotebookEvent): void => {
        if (event.type === 'cell-progress' && event.cell === this.place.cell) this.progress = event.progress;
        if (event.type === 'cell-failed') failed ??= event.error;
      };
      const { cell, notebook, text } = this.place;
      const options = { force: false, only: [cell] };
      const outcome = await this.#follow(io.ask({ job: 'run', notebook, text, options }, { onNotebook: hear }));
      this.said = {
        done: 'The profiles are ready.',
        failed: 'The cell failed.',
        cancelled: 'Stopped; what was answered is kept.'
      }[outcome];
      this.estimate = null;
      if (failed) throw AppError.fromJSON(failed);
    });
    this.progress = null;
    const { error } = this;
    await this.open();
    this.error ??= error;
  }

  pause(): void {
    if (this.work !== 'running') return;
    this.#handle?.pause();
    this.work = 'paused';
  }
  resume(): void {
    if (this.work !== 'paused') return;
    this.#handle?.resume();
    this.work = 'running';
  }
  cancel(): void {
    if (this.work === null) return;
    this.work = 'stopping';
    this.#handle?.cancel();
  }

  async choose(chosen: Chosen | null): Promise<void> {
    this.chosen = chosen;
    this.shown = null;
    if (!chosen || !this.opened?.isStored) return;
    try {
      const shown = await (await this.#io()).ask({ job: 'show-profile', ...this.place, ...chosen }).finished;
      // Another one may have been chosen meanwhile.
      if (this.chosen === chosen) this.shown = shown;
    } catch (error) {
      this.error = toAppError(error).toJSON();
    }
  }

  /** Other words for a profile; null takes it away. */
  async rewrite(chosen: Chosen, text: string | null): Promise<void> {
    await this.#change([chosen], `the change to ${chosen.id}`, (edit) => ({ ...edit, text }));
  }

  /** Another answer for each: the ones before stay stored. */
  async askAgain(list: readonly Chosen[]): Promise<void> {
    const label = list.length === 1 ? `another answer for ${list[0]?.id ?? ''}` : `other answers for ${list.length}`;
    await this.#change(list, label, ({ text: _text, ...edit }) => ({ ...edit, take: (edit.take ?? 0) + 1 }));
  }

  /** As the generator wrote it. */
  async restore(chosen: Chosen): Promise<void> {
    await this.#change([chosen], `the way back for ${chosen.id}`, ({ text: _text, ...edit }) => edit);
  }

  async undo(): Promise<void> {
    const last = this.#past.at(-1);
    if (!last) return;
    if (await this.#put(last.edits, `Undone: ${last.label}.`)) this.#past = this.#past.slice(0, -1);
    await this.#remake();
  }

  /** Ends a conflict. What the other tab kept can be had back with undo. */
  async settle(choice: EditsChoice): Promise<void> {
    const { conflict, opened } = this;
    if (!conflict || !opened) return;
    const { mine, theirs, theirDigest } = conflict;
    const before = opened.edits;
    this.conflict = null;
    this.opened = { ...opened, edits: theirs, editsDigest: theirDigest, isStored: false };
    this.#past = [];
    if (choice === 'theirs') return this.open();
    const edits = choice === 'mine' ? mine : mergedEdits(before, mine, theirs);
    const said = choice === 'mine' ? 'this tab’s changes' : 'the changes of both tabs';
    if (await this.#put(edits, `Kept: ${said}.`)) this.#past = [{ edits: theirs, label: said }];
    await this.#remake();
  }

  /** The stored profiles as a file to be kept elsewhere. */
  async save(format: ProfileFormat): Promise<void> {
    await this.#attempt('writing', async (io) => {
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      const request = { job: 'write-profiles', ...this.place, format } as const;
      await this.#follow(io.ask(request, { onBytes: (bytes) => void chunks.push(bytes) }));
      const { cell } = this.place;
      const [name, type] =
        format === 'jsonl'
          ? [`${cell}-profiles.jsonl`, 'application/jsonl']
          : [`${cell}-official-profiles.zip`, 'application/zip'];
      saveFile(name, new Blob(chunks, { type }));
      this.said = `${name} is written.`;
    });
  }

  editOf(chosen: Chosen): ProfileEdit | null {
    return this.opened?.edits.find((edit) => keyOf(edit) === keyOf(chosen)) ?? null;
  }

  async #change(list: readonly Chosen[], label: string, change: (edit: ProfileEdit) => ProfileEdit): Promise<void> {
    const before = this.opened?.edits;
    if (!before || this.isBusy) return;
    const time = isoNow();
    const keys = list.map(keyOf);
    const changed = list.map(({ node, id }) => change({ ...(this.editOf({ node, id }) ?? { node, id }), time }));
    const kept = changed.filter((edit) => edit.text !== undefined || edit.take !== undefined);
    const edits = [...before.filter((edit) => !keys.includes(keyOf(edit))), ...kept];
    if (await this.#put(edits, `Changed: ${label}.`)) this.#past = [...this.#past, { edits: before, label }];
    await this.#remake();
  }

  /** Puts the changes in place of those that this tab has read. @returns whether they are; there is an error or a conflict where not */
  async #put(edits: readonly ProfileEdit[], said: string): Promise<boolean> {
    const { opened } = this;
    if (!opened) return false;
    let isDone = false;
    await this.#attempt('changing', async (io) => {
      const request = { job: 'change-profiles', ...this.place, edits, read: opened.editsDigest } as const;
      const change = await io.ask(request).finished;
      isDone = change.done;
      if (change.done) {
        this.opened = { ...opened, edits, editsDigest: change.editsDigest, isStored: false };
        this.said = said;
      } else this.conflict = { mine: edits, theirs: change.edits, theirDigest: change.editsDigest };
    });
    return isDone;
  }

  /** Makes the changed set where that asks nobody. */
  async #remake(): Promise<void> {
    const { opened } = this;
    if (this.error || this.conflict || !opened || opened.isStored) return;
    if (!opened.asksService) return this.run();
    await this.look();
    const asked = this.estimate?.parts.reduce((sum, { questions, stored }) => sum + questions - stored, 0);
    if (asked === 0) await this.run();
  }

  async #follow<Answer>(handle: JobHandle<Answer>): Promise<Answer> {
    this.#handle = handle;
    return handle.finished;
  }

  async #attempt(
    work: NonNullable<ProfilesSession['work']>,
    attempt: (io: Pick<IoClient, 'ask'>) => Promise<void>
  ): Promise<void> {
    this.work = work;
    this.error = null;
    try {
      await attempt(await this.#io());
    } catch (error) {
      const known = toAppError(error);
      // Whoever cancels knows it.
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
    } finally {
      this.#handle = null;
      this.work = null;
    }
  }
}
