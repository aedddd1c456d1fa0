// The metric columns that every table of results shows, in the paper's order.
export const METRIC_COLUMNS = [
  { metric: 'recall', cutoff: '5', label: 'recall@5' },
  { metric: 'recall', cutoff: '10', label: 'recall@10' },
  { metric: 'recall', cutoff: '20', label: 'recall@20' },
  { metric: 'ndcg', cutoff: '5', label: 'ndcg@5' },
  { metric: 'ndcg', cutoff: '10', label: 'ndcg@10' },
  { metric: 'ndcg', cutoff: '20', label: 'ndcg@20' }
] as const;

export type MetricColumn = (typeof METRIC_COLUMNS)[number];

/** The one that runs are judged by. */
export const MAIN = METRIC_COLUMNS[2];
export const OTHERS: readonly MetricColumn[] = METRIC_COLUMNS.filter((column) => column !== MAIN);
