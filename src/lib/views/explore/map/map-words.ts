// Says of a map what it shows, how it was made, and what must not be read from it. Pure.
import type { ExploreOverview, ExploreSpace, MapMaking, MapNodes } from '#lib/studies/explore/types';
import { formatCount, plural } from '../../text/format';

type Counted = Pick<ExploreOverview, 'userCount' | 'itemCount'>;

/** "1,000 users and 730 items" */
export function nodesInWords({ userCount, itemCount }: Counted, nodes: MapNodes): string {
  const [users, items] = [plural(userCount, 'user'), plural(itemCount, 'item')];
  return { all: `${users} and ${items}`, users, items }[nodes];
}

function making(overview: Counted, made: MapMaking): string {
  if (made.by === 'pca') {
    const sample =
      made.sample === undefined ? '' : ` They were found from ${formatCount(made.sample)} of these, evenly drawn.`;
    return (
      `the first two principal components of the vectors of ${nodesInWords(overview, 'all')}, which keep ` +
      `${Math.round(100 * made.explained)} % of their variance.${sample} Near on the map is near in these two only.`
    );
  }
  const { nodes, neighbours, search, reduced, epochs, seed } = made;
  const wide =
    reduced === null
      ? ''
      : ` Vectors were first reduced to ${reduced.to} directions, found from ${formatCount(reduced.from)} of them.`;
  const found =
    search.how === 'all'
      ? ''
      : ` Neighbours were looked for in the ${search.looked} nearest of ${formatCount(search.cells)} cells, which found ` +
        `${((100 * search.found) / search.of).toFixed(1)} % of the true ones in a sample.`;
  return (
    `UMAP of ${nodesInWords(overview, nodes)}, by ${neighbours} neighbours of highest cosine, ${epochs} epochs, seed ${seed}.` +
    `${wide}${found} Who is near stays near; how far groups lie apart, and how large they are, says little.`
  );
}

/** The caption of a map. */
export function mapCaption(
  overview: Counted & { readonly spaces: readonly ExploreSpace[] },
  space: ExploreSpace
): string {
  const first = overview.spaces[0]?.label ?? '';
  const laid = overview.spaces.length < 2 ? '' : ` All maps are turned and scaled to lie over that of ${first}.`;
  return `${space.label}: ${making(overview, space.made)}${laid}`;
}
