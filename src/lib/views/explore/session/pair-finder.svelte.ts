// Asks for pairs and keeps those that the finder proposes, with what was asked. It throws them away where another answer is on its way.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { FinderRule, FoundPair } from '#lib/studies/explore/types';
import type { ExploreBackend, FinderQuestion } from './backend';
import { isRoomGone } from './room-gone';
import { Task } from '../../workers/task.svelte';

export interface FoundPairs {
  readonly ask: FinderQuestion;
  readonly pairs: readonly FoundPair[];
}

export class PairFinder {
  error: SerializedError | null = $state.raw(null);
  /** null: not asked yet. */
  found: FoundPairs | null = $state.raw(null);
  readonly task = new Task();
  #turn = 0;
  readonly #backend: Pick<ExploreBackend, 'findPairs'>;
  readonly #reopen: () => Promise<boolean>;

  /** @param reopen opens what is looked at once more, where its worker died; whether the same nodes are open then */
  constructor(backend: Pick<ExploreBackend, 'findPairs'>, reopen: () => Promise<boolean>) {
    this.#backend = backend;
    this.#reopen = reopen;
  }

  /** @param user whose partners are wanted; null for pairs of all users */
  async find(rule: FinderRule, user: number | null, count = 8): Promise<void> {
    await this.#ask({ rule, user, count }, false);
  }

  forget(): void {
    this.#turn += 1;
    this.task.cancel();
    this.found = null;
    this.error = null;
  }

  async #ask(ask: FinderQuestion, isSecond: boolean): Promise<void> {
    const turn = (this.#turn += 1);
    this.error = null;
    try {
      const pairs = await this.task.follow((hear) => this.#backend.findPairs(ask, hear));
      if (turn === this.#turn) this.found = { ask, pairs };
    } catch (error) {
      if (turn !== this.#turn) return;
      const known = toAppError(error);
      if (!isSecond && isRoomGone(known) && (await this.#reopen())) return this.#ask(ask, true);
      // Whoever cancels knows it.
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
    }
  }
}
