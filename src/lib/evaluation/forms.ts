// What evaluation writes down, as schemas of plain JSON: whatever is stored or exchanged with metrics in it is checked against these.
import * as v from 'valibot';

const Cutoffs = v.object({ '5': v.number(), '10': v.number(), '20': v.number() });

export const MetricsForm = v.object({ recall: Cutoffs, ndcg: Cutoffs });

/** Mean and sample standard deviation (n − 1) over seeds; zeros for one seed. */
export const SpreadForm = v.object({ mean: MetricsForm, sd: MetricsForm });

export const IntervalForm = v.object({ low: v.number(), high: v.number() });
