// Holds how the map is drawn: how it is laid out, of which nodes, coloured by what, with names and arrows. Asks the worker for what that needs
// and throws away what comes too late. The selection is the session's.
import { SvelteMap } from 'svelte/reactivity';
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import {
  type Colouring,
  type ExploreOverview,
  type ExploreSpace,
  type MapNodes,
  type RegionLabel,
  type SpaceKey
} from '#lib/studies/explore/types';
import type { ExploreState } from '../explore-url';
import type { Dropped } from '../../url-state/url-state';
import { Task } from '../../workers/task.svelte';
import type { ExploreBackend } from './backend';

/** One colour for all, where a colour is named. */
export const PLAIN = 'none';

export type LookChange = Partial<Pick<ExploreState, 'layout' | 'nodes' | 'colour'>>;

interface Named {
  readonly xy: Float32Array;
  readonly labels: readonly RegionLabel[];
}

export class MapLook {
  layout: ExploreState['layout'] = $state('pca');
  nodes: MapNodes = $state('all');
  /** As the address has it; "" is what is proposed. */
  colour: string = $state('');
  hasNames: boolean = $state(true);
  hasArrows: boolean = $state(false);
  colouring: Colouring | null = $state.raw(null);
  error: SerializedError | null = $state.raw(null);
  readonly task = new Task();

  #overview: ExploreOverview | null = $state.raw(null);
  #umaps: { readonly nodes: MapNodes; readonly of: ExploreOverview; readonly spaces: readonly ExploreSpace[] } | null =
    $state.raw(null);
  #named: Named | null = $state.raw(null);
  #coloured = 0;
  #asked: { readonly by: string; readonly space: SpaceKey } | null = null;
  #naming: Float32Array | null = null;
  readonly #backend: Pick<ExploreBackend, 'mapsOf' | 'colour' | 'regions' | 'profileOf'>;
  readonly #tell: () => void;
  readonly #profiles = new SvelteMap<number, string | null>();

  /** @param tell called when the address has to change */
  constructor(
    backend: Pick<ExploreBackend, 'mapsOf' | 'colour' | 'regions' | 'profileOf'>,
    { layout, nodes, colour }: Pick<ExploreState, 'layout' | 'nodes' | 'colour'>,
    tell: () => void
  ) {
    this.#backend = backend;
    this.#tell = tell;
    this.layout = layout;
    this.nodes = nodes;
    this.colour = colour;
  }

  get address(): Pick<ExploreState, 'layout' | 'nodes' | 'colour'> {
    return { layout: this.layout, nodes: this.nodes, colour: this.colour };
  }

  /** What is coloured by: the first attribute or cluster where nothing is chosen. */
  get by(): string {
    return this.colour === '' ? (this.#overview?.colours[0]?.by ?? PLAIN) : this.colour;
  }

  /** The maps as they are laid out now; the planes until the others are there. */
  get spaces(): readonly ExploreSpace[] {
    const overview = this.#overview;
    if (!overview) return [];
    if (this.#isLaidOut) return this.#umaps?.spaces ?? [];
    return this.#planes;
  }

  readonly #planes: readonly ExploreSpace[] = $derived.by(() => {
    const overview = this.#overview;
    if (!overview || this.nodes === 'all') return overview?.spaces ?? [];
    return overview.spaces.map((space) => ({ ...space, xy: withoutOthers(space.xy, this.nodes, overview.userCount) }));
  });

  get #isLaidOut(): boolean {
    const { layout, nodes } = this;
    return layout === 'umap' && this.#umaps?.of === this.#overview && this.#umaps?.nodes === nodes;
  }

  /** Other runs, or the first ones. @returns what of the address is not there */
  opened(overview: ExploreOverview): readonly Dropped[] {
    // Colours are by node: of other data they say nothing.
    if (this.#overview?.splitHash !== overview.splitHash) this.colouring = null;
    this.#overview = overview;
    this.#profiles.clear();
    this.#asked = null;
    this.#naming = null;
    this.error = null;
    const { colour } = this;
    const isKnown = colour === '' || colour === PLAIN || overview.colours.some(({ by }) => by === colour);
    if (!isKnown) this.colour = '';
    if (this.layout === 'umap') void this.#layOut();
    else this.task.cancel();
    return isKnown ? [] : [{ key: 'colour', value: colour, why: 'These data have nothing of that name to colour by.' }];
  }

  change(change: LookChange): void {
    this.follow(change);
    this.#tell();
  }

  /** The same, and the address is left as it is. */
  follow(change: LookChange): void {
    this.layout = change.layout ?? this.layout;
    this.nodes = change.nodes ?? this.nodes;
    this.colour = change.colour ?? this.colour;
    if (this.layout === 'umap' && !this.#isLaidOut) void this.#layOut();
    else if (this.layout === 'pca') this.task.cancel();
  }

  /** Asks for the colours of a map, where they are not there. */
  async paint(space: SpaceKey): Promise<void> {
    const { by } = this;
    // Only clusters are of one space.
    const asked = { by, space: by === 'cluster' ? space : 'a' } as const;
    if (asked.by === this.#asked?.by && asked.space === this.#asked.space) return;
    this.#asked = asked;
    const turn = (this.#coloured += 1);
    if (by === PLAIN) {
      this.colouring = null;
      return;
    }
    const found = await this.#backend.colour(asked.by, asked.space).catch(() => null);
    if (turn === this.#coloured) this.colouring = found;
  }

  /** The names of the regions of a map; none until they are there. */
  namesOn({ xy }: ExploreSpace): readonly RegionLabel[] {
    return this.hasNames && this.#named?.xy === xy ? this.#named.labels : [];
  }

  async name({ xy }: ExploreSpace): Promise<void> {
    if (this.#naming === xy) return;
    this.#naming = xy;
    const labels = await this.#backend.regions(xy).catch(() => []);
    if (this.#naming === xy) this.#named = { xy, labels };
  }

  /** null where there is none, or it cannot be had. */
  async profileOf(node: number): Promise<string | null> {
    const known = this.#profiles.get(node);
    if (known !== undefined) return known;
    const found = await this.#backend.profileOf(node).catch(() => null);
    this.#profiles.set(node, found);
    return found;
  }

  close(): void {
    this.task.cancel();
    this.#coloured += 1;
    this.#naming = null;
  }

  async #layOut(): Promise<void> {
    const { nodes } = this;
    const of = this.#overview;
    if (!of) return;
    this.error = null;
    try {
      const spaces = await this.task.follow((hear) => this.#backend.mapsOf(nodes, hear));
      if (of === this.#overview && nodes === this.nodes) this.#umaps = { nodes, of, spaces };
    } catch (error) {
      const known = toAppError(error);
      if (of !== this.#overview || nodes !== this.nodes) return;
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
      // Whoever cancels wants the planes back.
      else if (this.layout === 'umap' && !this.#isLaidOut) this.change({ layout: 'pca' });
    }
  }
}

/** The same places, those of other nodes taken away. */
function withoutOthers(xy: Float32Array, nodes: MapNodes, userCount: number): Float32Array {
  const out = xy.slice();
  if (nodes === 'items') out.fill(NaN, 0, 2 * userCount);
  else out.fill(NaN, 2 * userCount);
  return out;
}
