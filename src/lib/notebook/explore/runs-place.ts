// A place of Explore that is no notebook: stored runs by their ids, as the list of runs hands them over. Pure.

const PREFIX = 'runs:';

/** What stands in the place of a notebook. @param ids of one or two runs of one split */
export const runsPlace = (ids: readonly string[]): string => PREFIX + ids.join(',');

/** Ids of the runs; null where it is a notebook. */
export const runsOfPlace = (place: string): readonly string[] | null =>
  place.startsWith(PREFIX) ? place.slice(PREFIX.length).split(',').filter(Boolean) : null;
