// The ledger cell: claims of this notebook in one table, each with its verdicts. It judges nothing itself.
import { NAME_FIELD } from '../../schema/common';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { LedgerResult } from './stored';

export interface ResolvedLedger {
  readonly kind: 'ledger';
  readonly name: string;
  readonly claims: readonly string[];
}

export const ledgerKind: KindDescription<ResolvedLedger, LedgerResult> = {
  kind: 'ledger',
  title: 'Ledger of claims',
  help: 'Claims in one table: what is said, what came of it, on which data.',
  fields: [
    NAME_FIELD,
    {
      key: 'claims',
      label: 'Claims',
      help: 'The claim cells that it lists, in this order.',
      type: 'cells',
      required: true,
      cellKind: 'claim'
    }
  ],
  revision: 1,
  stored: { label: 'ledgers of claims' },
  resolve: (reader) => ({ kind: 'ledger', name: reader.text('name'), claims: reader.names('claims') }),
  references: ({ claims }) => reads('claims', 'claim', claims),
  identify: ({ claims }, at) => alone(at.hash({}, { claims: claims.map((name) => at.id(name)) })),
  runsIn: () => 'io',
  summary: (words) => [`${words.reads.length} claims`],
  /** How many lines have which verdict, on invented data and on others. */
  values: ({ counts }) =>
    Object.fromEntries(
      counts.flatMap(({ on, ...verdicts }) =>
        Object.entries(verdicts).map(([verdict, count]) => [`${on}.${verdict}`, count] as const)
      )
    ),
  anchors: () => ({ parts: ['table'], acts: [] })
};
