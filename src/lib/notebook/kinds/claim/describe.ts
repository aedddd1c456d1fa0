// The claim cell: what somebody says of models, what that makes one expect of stored results, and whether it came so. The verdict is made
// from results by one rule (studies/claims/verdict.ts); where nothing here can tell, the cell says why.
import { appError } from '#lib/errors/app-error';
import { countSays, SHARES, type Share } from '#lib/studies/claims/kinds';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { FilesRead, KindDescription } from '../description';
import { alone } from '../references';
import { SWEPT_METRICS, type SweptMetric } from '../sweep/metrics';
import { readExpected, type Expectation } from './expected';
import type { ClaimResult } from './stored';

export interface ResolvedClaim {
  readonly kind: 'claim';
  readonly name: string;
  readonly number: number;
  readonly place: string;
  readonly says: string;
  readonly expects: readonly Expectation[];
  readonly metric: SweptMetric;
  readonly share: Share;
  readonly untold: string;
}

export const claimKind: KindDescription<ResolvedClaim, ClaimResult> = {
  kind: 'claim',
  title: 'Claim',
  help: 'A claim of a paper with a verdict made from stored results of other notebooks: holds, does not hold, or cannot be told here.',
  fields: [
    NAME_FIELD,
    {
      key: 'number',
      label: 'Number',
      help: 'By which it is listed.',
      type: 'integer',
      required: true,
      min: 1,
      max: 9999
    },
    { key: 'place', label: 'Place', help: 'Where in the paper it stands.', type: 'text', required: true },
    { key: 'says', label: 'Says', help: 'The claim, in a sentence.', type: 'text', required: true, multiline: true },
    {
      key: 'expects',
      label: 'Expects',
      help: 'What the claim makes one expect, a cell of another notebook a line: pairs of runs of a comparison, of a sweep at every level or at one ("con@0.1 > base@0.1"; with "relative: true" of its changes), of a case study, or of times of epochs; "1.2*base > con" says that con is less than 1.2 times base. Of a notebook without stored results the command is told that makes them.',
      type: 'expectations',
      required: false
    },
    {
      key: 'metric',
      label: 'Metric',
      help: 'By which runs of a comparison are set above one another; a sweep has its own, which must be this one.',
      type: 'choice',
      required: false,
      default: 'recall@20',
      options: SWEPT_METRICS
    },
    {
      key: 'share',
      label: 'Share',
      help: 'Whether the claim speaks of all its pairs or of most.',
      type: 'choice',
      required: false,
      default: 'all',
      options: SHARES
    },
    {
      key: 'untold',
      label: 'Untold',
      help: 'What of it no result here can tell, why, and what would. It is needed where nothing is expected.',
      type: 'text',
      required: false,
      multiline: true
    }
  ],
  revision: 1,
  stored: { label: 'claims' },
  resolve: resolveClaim,
  references: () => [],
  identify({ number, place, says, expects, metric, share, untold }, at) {
    if (expects.length > 0 && at.files === undefined) return Promise.resolve(null);
    return alone(at.hash({ number, place, says, expects, metric, share, untold }, { results: at.files }));
  },
  runsIn: () => 'io',
  filesRead,
  summary: ({ text }) => [text('place')],
  /** Pairs for it, against it and open, over all lines. */
  values: ({ lines }) => countSays(lines.flatMap((line) => line.pairs)),
  anchors: () => ({ parts: ['verdict', 'table'], acts: [] })
};

function filesRead({ expects }: Pick<ResolvedClaim, 'expects'>): FilesRead | null {
  const notebooks = [...new Set(expects.map(({ notebook }) => notebook))];
  return notebooks.length === 0 ? null : { content: 'results', source: notebooks.join(', '), notebooks };
}

function resolveClaim(reader: FieldReader): ResolvedClaim {
  const expects = readExpected(reader, 'expects');
  const untold = reader.optionalText('untold') ?? '';
  if (expects.length === 0 && untold === '') {
    const expected = 'pairs that stored results can tell, or say under "untold" why none can';
    throw appError('notebook/missing-key', { kind: 'claim', key: 'expects', expected }, reader.where('expects'));
  }
  return {
    kind: 'claim',
    name: reader.text('name'),
    number: reader.integer('number'),
    place: reader.text('place'),
    says: reader.text('says'),
    expects,
    metric: reader.choice('metric', SWEPT_METRICS),
    share: reader.choice('share', SHARES),
    untold
  };
}
