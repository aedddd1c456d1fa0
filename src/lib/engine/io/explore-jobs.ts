// Jobs of looking at stored runs. Two runs of one data set are open at a time; they stay in this worker, and what follows a selection is
// answered from them.
import { appError } from '#lib/errors/app-error';
import type { ExploreRoom } from '#lib/studies/explore/room';
import type { ExploreOverview } from '#lib/studies/explore/types';
import { stopIfCancelled } from '#lib/work/work';
import { Moved, type JobFunctions } from '../worker/session';
import { countedStep } from './counted-step';
import { ioEnvironment, type IoOptions } from './environment';
import type { IoJobs } from './protocol';

const OPENING = 'Opening the runs';
const PIECES = 'pieces';
/** Milliseconds: what is soon opened says nothing on the way. */
const QUIET = 300;

type ExploreJobs = Pick<IoJobs, 'explorable' | 'open-explore' | 'select-explore' | 'find-pairs'>;

export function exploreJobs(options: IoOptions): JobFunctions<ExploreJobs> {
  /** The runs that Explore looks at. */
  let room: ExploreRoom | null = null;
  /** Cancels the opening under way. */
  let opening = new AbortController();
  /** @throws AppError explore/nothing-open */
  const open = (): ExploreRoom => {
    if (!room) throw appError('explore/nothing-open', {});
    return room;
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
      const opened = await openExplore(what, ioEnvironment(options, work));
      stopIfCancelled(control, OPENING);
      const overview = await opened.overview(countedStep(control, OPENING, PIECES, { quietFor: QUIET }));
      stopIfCancelled(control, OPENING);
      room = opened;
      return new Moved(overview, buffersOf(overview));
    },
    'select-explore': async ({ selection }) => open().select(selection),
    'find-pairs': async ({ user, rule, count }, work) =>
      open().findPairs(user, rule, count, countedStep(work, 'Looking for pairs', PIECES, { quietFor: QUIET }))
  };
}

/** The large arrays of an overview, which were made for it alone. */
function buffersOf({ spaces, degrees }: ExploreOverview): readonly ArrayBuffer[] {
  return [degrees, ...spaces.map(({ xy }) => xy)].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : []
  );
}
