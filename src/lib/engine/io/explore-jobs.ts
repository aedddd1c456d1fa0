// Jobs of looking at stored runs. Two runs of one data set are open at a time; they stay in this worker, and what follows a selection is
// answered from them.
import { appError } from '#lib/errors/app-error';
import type { OpenedExplore } from '#lib/notebook/explore/explore-work';
import type { ExploreSpace } from '#lib/studies/explore/types';
import { stopIfCancelled } from '#lib/work/work';
import { Moved, type JobFunctions } from '../worker/session';
import { countedStep } from './counted-step';
import { ioEnvironment, type IoOptions } from './environment';
import type { IoJobs } from './protocol';

const OPENING = 'Opening the runs';
const PIECES = 'pieces';
/** Milliseconds: what is soon opened says nothing on the way. */
const QUIET = 300;

type ExploreJobs = Pick<
  IoJobs,
  | 'explorable'
  | 'open-explore'
  | 'map-explore'
  | 'colour-explore'
  | 'regions-explore'
  | 'profile-explore'
  | 'select-explore'
  | 'find-pairs'
  | 'picture-pair'
>;

export function exploreJobs(options: IoOptions): JobFunctions<ExploreJobs> {
  /** The runs that Explore looks at. */
  let opened: OpenedExplore | null = null;
  /** Cancels the opening under way. */
  let opening = new AbortController();
  /** @throws AppError explore/nothing-open */
  const open = (): OpenedExplore => {
    if (!opened) throw appError('explore/nothing-open', {});
    return opened;
  };
  return {
    async explorable({ notebook, text }, work) {
      const { explorableOf } = await import('#lib/notebook/explore/explore-work');
      return explorableOf(text, notebook, ioEnvironment(options, work));
    },
    /** What was open stays open until the new one is: a failure leaves it as it was. */
    async 'open-explore'({ what }, work) {
      // One that was asked for later is what the page waits for, however long each takes.
      opening.abort();
      opening = new AbortController();
      const control = { ...work, signal: AbortSignal.any([work.signal, opening.signal]) };
      const { openExplore } = await import('#lib/notebook/explore/explore-work');
      const next = await openExplore(what, ioEnvironment(options, work));
      stopIfCancelled(control, OPENING);
      const overview = await next.room.overview(countedStep(control, OPENING, PIECES, { quietFor: QUIET }));
      stopIfCancelled(control, OPENING);
      opened = next;
      return new Moved(overview, buffersOf(overview.spaces, overview.degrees));
    },
    async 'map-explore'({ nodes }, work) {
      const what = open();
      const { umapsOf } = await import('#lib/notebook/explore/explore-maps');
      const step = countedStep(work, 'Laying out the maps', PIECES);
      const spaces = await umapsOf(what, nodes, ioEnvironment(options, work), step);
      return new Moved(spaces, buffersOf(spaces));
    },
    'colour-explore': async ({ by, space }, work) => {
      const step = countedStep(work, 'Colouring the map', PIECES, { quietFor: QUIET });
      return open().room.colour(by, space, () => step(0, 1));
    },
    'regions-explore': async ({ xy }, work) => {
      const step = countedStep(work, 'Naming the regions', PIECES, { quietFor: QUIET });
      return open().room.regions(xy, () => step(0, 1));
    },
    'profile-explore': async ({ node }) => open().room.profileOf(node),
    'select-explore': async ({ selection }) => open().room.select(selection),
    async 'picture-pair'({ user, other }, work) {
      const what = open();
      const step = countedStep(work, 'Ranks of all pairs', PIECES, { quietFor: QUIET });
      return what.room.picture(user, other, await what.otherSeeds(), step);
    },
    'find-pairs': async ({ user, rule, count }, work) =>
      open().room.findPairs(user, rule, count, countedStep(work, 'Looking for pairs', PIECES, { quietFor: QUIET }))
  };
}

/** The large arrays of an answer, which were made for it alone. */
function buffersOf(spaces: readonly ExploreSpace[], ...more: readonly ArrayBufferView[]): readonly ArrayBuffer[] {
  return [...more, ...spaces.map(({ xy }) => xy)].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : []
  );
}
