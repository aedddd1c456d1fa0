// A case study as the command line prints it.
import { expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { runDrawn, STUDY } from '#lib/notebook/kinds/case-study/testing';
import { describeCaseStudy } from './case-study-table';

it('prints every number that the page shows', async () => {
  await startBackend('cpu', { wasmBinaries: '' });
  const { result } = await runDrawn(STUDY, '[1, 2]');
  if (!result) throw new Error('no study');
  const printed = describeCaseStudy(result);
  for (const row of result.rows) expect(printed).toContain(`+${row.effect.toFixed(4)}`.replace('+-', '−'));
  for (const sentence of [...result.says, ...result.notes]) expect(printed).toContain(sentence);
  expect(printed).toContain('5 of 5');
});
