// The page of metrics has a row of each.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LIST_METRIC_NAMES } from './metric-table';

const page = readFileSync('docs/metrics.md', 'utf8');

it.each(LIST_METRIC_NAMES)('%s stands in docs/metrics.md', (name) => {
  expect(page).toContain(`\n| \`${name}\` |`);
});
