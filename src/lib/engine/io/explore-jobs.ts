// Jobs of looking at stored runs. Two runs of one data set are open at a time; they stay in this worker, and what follows a selection is
// answered from them.
import { appError } from '#lib/errors/app-error';
import type { ExploreRoom } from '#lib/studies/explore/room';
import type { Step } from '#lib/studies/explore/step';
import type { ExploreOverview } from '#lib/studies/explore/types';
import { Moved, type JobFunctions, type JobWork } from '../worker/session';
import { ioEnvironment, type IoOptions } from './environment';
import { paced } from './pace';
import type { IoJobs } from './protocol';

type ExploreJobs = Pick<IoJobs, 'explorable' | 'open-explore' | 'select-explore' | 'find-pairs'>;

export function exploreJobs(options: IoOptions): JobFunctions<ExploreJobs> {
  /** The runs that Explore looks at. */
  let room: ExploreRoom | null = null;
  /** How often runs were opened, or are being opened. */
  let opening = 0;
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
      const turn = (opening += 1);
      const check = (): void => {
        // One that was asked for later is what the page waits for, however long each takes.
        if (work.signal.aborted || turn !== opening) throw appError('internal/cancelled', { what: 'Opening the runs' });
      };
      const { openExplore } = await import('#lib/notebook/explore/explore-work');
      const opened = await openExplore(what, ioEnvironment(options, work));
      check();
      const overview = await opened.overview(stepOf(work, check));
      check();
      room = opened;
      return new Moved(overview, buffersOf(overview));
    },
    'select-explore': async ({ selection }) => open().select(selection),
    'find-pairs': async ({ user, rule, count }, work) =>
      open().findPairs(
        user,
        rule,
        count,
        stepOf(work, () => {
          if (work.signal.aborted) throw appError('internal/cancelled', { what: 'Looking for pairs' });
        })
      )
  };
}

const stepOf = ({ progress }: JobWork, check: () => void): Step =>
  paced({
    check,
    onProgress: (work) => progress({ label: work.label, share: work.total > 0 ? work.done / work.total : null, work })
  });

/** The large arrays of an overview, which were made for it alone. */
function buffersOf({ spaces, degrees }: ExploreOverview): readonly ArrayBuffer[] {
  return [degrees, ...spaces.map(({ xy }) => xy)].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : []
  );
}
