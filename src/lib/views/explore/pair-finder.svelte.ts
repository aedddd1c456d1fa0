// Pairs that the finder proposes: asked for, and thrown away where another answer is on its way.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { FinderRule, ProposedPair } from '#lib/engine/io/protocol';
import type { ExploreBackend } from './backend';

export class PairFinder {
  isBusy: boolean = $state(false);
  error: SerializedError | null = $state.raw(null);
  /** null: not asked yet. */
  found: readonly ProposedPair[] | null = $state.raw(null);
  #turn = 0;

  constructor(private readonly backend: ExploreBackend) {}

  /** @param user whose partners are wanted; null for pairs of all users */
  async find(rule: FinderRule, user: number | null, count = 8): Promise<void> {
    const turn = (this.#turn += 1);
    this.isBusy = true;
    this.error = null;
    try {
      const found = await this.backend.findPairs({ user, rule, count });
      if (turn === this.#turn) this.found = found;
    } catch (error) {
      if (turn === this.#turn) this.error = toAppError(error).toJSON();
    } finally {
      if (turn === this.#turn) this.isBusy = false;
    }
  }

  forget(): void {
    this.#turn += 1;
    this.isBusy = false;
    this.found = null;
    this.error = null;
  }
}
