// The claim cell: reads the stored results that its pairs name, judges them by the one rule, and says on what that rests. Nothing is
// trained. Results that are not there, or of a text that has changed since, tell nothing, and the line says what would make them.
import { appError } from '#lib/errors/app-error';
import { judged, RULE } from '#lib/studies/claims/verdict';
import { changeInWords, countsInWords } from '#lib/studies/claims/words';
import { rest } from '#lib/work/work';
import { suggestionFor } from '../../document/nearest';
import { readBeside, type NotebookBeside } from '../../plan/beside';
import { datasetBehind, notebookGraph } from '../../plan/graph';
import { commandFor, textName } from '../../plan/results-digest';
import type { CellRecord, ResultsFile } from '../../results/results';
import type { Artifacts } from '../../run/artifacts';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { filesOf, type NotebookIds } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedClaim } from './describe';
import { pairText, type Expectation } from './expected';
import { canTell, seriesOf, type FindRecord } from './series';
import { claimStored, type ClaimResult, type Line, type StoredClaim } from './stored';
import { groundInWords } from './words';

export const maker: KindMaker<ResolvedClaim, ClaimResult> = { stored: claimStored, make: makeClaim };

/** Of one run of a notebook, whose claims read the same files: each is read once. */
const read = new WeakMap<Artifacts, Map<string, Promise<NotebookBeside | null>>>();

/** @throws AppError claim/no-notebook, claim/no-cell, claim/no-run, claim/other-metric, claim/not-by-seed */
async function makeClaim(cell: ResolvedClaim, plan: NotebookIds, work: CellWork): Promise<Made> {
  const lines: Line[] = [];
  for (const expected of cell.expects) {
    await rest(work, `The results of ${expected.notebook}`);
    lines.push(await lineOf(cell, expected, await besideOf(expected.notebook, cell, plan, work)));
  }
  const { number, place, says, share, untold } = cell;
  const json: StoredClaim = { number, place, says, share, lines, untold, rule: [...RULE] };
  return { json, arrays: {}, digested: json };
}

async function besideOf(
  name: string,
  cell: ResolvedClaim,
  plan: NotebookIds,
  { artifacts, openSource }: CellWork
): Promise<NotebookBeside> {
  const source = filesOf(plan, cell.name);
  if (!source) throw appError('claim/nothing-beside', undefined);
  const known = read.get(artifacts) ?? new Map<string, Promise<NotebookBeside | null>>();
  read.set(artifacts, known);
  const reading = known.get(name) ?? readBeside(source, name, openSource);
  known.set(name, reading);
  const beside = await reading;
  if (!beside) throw appError('claim/no-notebook', { notebook: name, place: source.name }, { field: 'expects' });
  return beside;
}

async function lineOf(claim: ResolvedClaim, expected: Expectation, beside: NotebookBeside): Promise<Line> {
  const { notebook, cell, pairs } = expected;
  const telling = beside.document.cells.filter(({ kind }) => canTell(kind)).map(({ name }) => name);
  if (!telling.includes(cell)) {
    const details = { notebook, cell, nearest: suggestionFor(cell, telling), known: telling.join(', ') };
    throw appError('claim/no-cell', details, { field: 'expects' });
  }
  const found = await beside.record(cell);
  if ('missing' in found) return untoldLine(expected, found.missing);
  const find: FindRecord = (name) => beside.record(name);
  const series = await seriesOf(found.result, { notebook, cell, pairs, metric: claim.metric }, find);
  if ('missing' in series) return untoldLine(expected, series.missing);
  const judgement = judged(series.pairs, claim.share);
  const named = judgement.pairs.map((pair, at) => ({ name: series.pairs[at]?.name ?? '', ...pair }));
  const data = dataOf(cell, beside);
  return {
    notebook,
    cell,
    verdict: judgement.verdict,
    words: `${sentence(groundInWords(data))} ${sentence(countsInWords(named))}`,
    data,
    protocol: protocolOf(found, beside.results),
    unit: series.unit,
    pairs: named,
    effect: judgement.effect,
    change: changeInWords({ verdict: judgement.verdict, pairs: named }, claim.share),
    notes:
      beside.unchecked.length > 0
        ? [
            `The data are not here and the results do not have the text that they were made of: that the data cell (${beside.unchecked.join(', ')}) is as it was could not be checked.`
          ]
        : []
  };
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

function untoldLine({ notebook, cell, pairs }: Expectation, missing: string): Line {
  return {
    notebook,
    cell,
    verdict: 'cannot-be-told',
    words: `In ${textName(notebook)}, ${missing}.`,
    data: null,
    protocol: '',
    unit: '',
    pairs: [],
    effect: null,
    change: `Results, which this makes: ${commandFor(notebook)}`,
    notes: [`It would be told by ${pairs.map(pairText).join(', ')}.`]
  };
}

/** What the results are of, as the data cell behind them says. */
function dataOf(cell: string, { document, results }: NotebookBeside): NonNullable<Line['data']> {
  const { cells } = notebookGraph(document);
  const behind = datasetBehind(cell, cells);
  const stored = results?.cells.find(({ name }) => name === behind)?.result;
  if (stored?.kind !== 'dataset') {
    return {
      title: results?.cells.find(({ name }) => name === cell)?.card?.protocol.dataset ?? 'unknown data',
      synthetic: null,
      size: ''
    };
  }
  const { title, synthetic, users, items, interactions } = stored;
  const clicks = interactions.train + interactions.val + interactions.test;
  const count = (value: number): string => value.toLocaleString('en-US');
  return { title, synthetic, size: `${count(users)} users, ${count(items)} items, ${count(clicks)} interactions` };
}

function protocolOf({ card }: CellRecord, results: ResultsFile | null): string {
  if (!card) return '';
  const { protocol, environment } = card;
  return [
    `split ${protocol.splitHash.slice(0, 12)}`,
    `ranked among ${protocol.candidates}`,
    `${environment.seeds.length} seeds`,
    `${environment.backend} (${environment.adapter})`,
    `made ${(environment.created || (results?.created ?? '')).slice(0, 10)}`
  ].join(' · ');
}
