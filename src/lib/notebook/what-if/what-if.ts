// "What if this profile said something else?": other words through the cell's own encoder, and a stored run trained on with the new
// vectors for a few epochs. The same run is trained on without them by the same draws, so that what differs is the words' doing. Both are
// stored under ids of their own: the same question is not computed twice. The notebook and its results are not touched.
import { PROPER_ALIGNMENTS } from '#lib/alignment/names';
import { checkPairs, HeldOutReviews } from '#lib/dataset/checks/leak-check';
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import { encoderInput } from '#lib/embeddings/encoder-input';
import { fitLsa, type FittedLsa } from '#lib/embeddings/lsa/lsa';
import { readLsaSettings } from '#lib/embeddings/lsa/settings';
import { encoder } from '#lib/embeddings/registry';
import { appError } from '#lib/errors/app-error';
import type { ProfileSet } from '#lib/profiles/types';
import { artifactDigest } from '#lib/storage/digest';
import type { TextEdit } from '#lib/studies/explore/types';
import { runLabel, treatmentOf } from '#lib/studies/treatment';
import type { NamedArray } from '#lib/training/export/safetensors';
import { trainRun } from '#lib/training/loop/train';
import { stopIfCancelled, timed, type Work } from '#lib/work/work';
import { Artifacts, namedParameters, type Made } from '../run/artifacts';
import {
  changedBy,
  farthest,
  NOTHING_CHANGED,
  withChanged,
  type ChangedVectors,
  type NodeEdit
} from './changed-vectors';
import type { NotebookEnvironment } from '../run/environment';
import type { CellProgress } from '../run/events';
import { cellOfKind, editProblem, idOfCell, idOfRun, mustBeStored } from '../explore/explore-places';
import { artifactId } from '../plan/identity';
import type { NotebookDocument } from '../document/parse';
import { identifyCells } from '../plan/identify';
import type { ResolvedEmbeddings } from '../kinds/embeddings/describe';
import type { ResolvedTrain } from '../kinds/train/describe';
import type { StoredWhatIf } from './what-if-form';
import { VERSIONS } from '../results/versions';

export interface WhatIfAsk {
  /** A train cell whose alignment reads vectors of profiles. */
  readonly cell: string;
  readonly seed: number;
  /** Of two for one profile the later counts. */
  readonly edits: readonly TextEdit[];
  /** 1 … 50. */
  readonly epochs: number;
}

export interface WhatIfResult {
  /** Ids of the runs trained on: with the profiles as they are, and with the change; the same where no vector changed. */
  readonly without: string;
  readonly with: string;
  readonly label: string;
  /** Cosine of each changed text's vector with the one before, in the order of the edits; null where there was or is none. */
  readonly moved: readonly (number | null)[];
  /** Whether both were found stored. */
  readonly reused: boolean;
  readonly seconds: number;
}

export const MOST_EPOCHS = 50;
/** Encoding again must give the stored vectors; what differs less than this is another machine's rounding. */
const SAME = 1e-4;

type WhatIfEnvironment = Pick<NotebookEnvironment, 'store' | 'openSource' | 'openFiles' | 'device'> &
  Work<CellProgress>;

/** All that the two runs have in common. */
interface Start {
  readonly cell: ResolvedTrain;
  readonly seed: number;
  readonly epochs: number;
  readonly dataset: Dataset;
  readonly datasetId: string;
  /** The vectors as they are, of which texts, and by which encoder. */
  readonly embeddingsId: string;
  readonly vectors: SemanticVectors;
  readonly profiles: ProfileSet;
  readonly encoderCell: ResolvedEmbeddings;
  /** What an alignment reads, in a few words. */
  readonly reads: string;
  /** The stored run: its id, the digest of its bits, its name, all that it learned. */
  readonly runId: string;
  readonly bits: string;
  readonly label: string;
  readonly parameters: Readonly<Record<string, NamedArray>>;
}

interface Arm {
  readonly id: string;
  readonly label: string;
  readonly changed: ChangedVectors;
}

export class WhatIf {
  /** The last encoder that was fitted: the next question is most often about the same profiles. */
  #fitted: { readonly id: string; readonly lsa: FittedLsa } | null = null;

  /**
   * @throws AppError explore/…, notebook/…, training/…, prepare/leak, internal/cancelled; nothing is stored then
   */
  async answer(document: NotebookDocument, ask: WhatIfAsk, env: WhatIfEnvironment): Promise<WhatIfResult> {
    const started = performance.now();
    checkEpochs(ask.epochs);
    const artifacts = new Artifacts(env.store);
    const start = await openStart(document, ask, env, artifacts);
    const { dataset, vectors, label, epochs } = start;
    const edits = editsByNode(ask.edits, dataset);
    const lsa = await this.#fit(start, env);
    const { changed, moved } = changedBy(edits, start.profiles, lsa, vectors, dataset.userCount);
    const without: Arm = {
      id: await idOf(start, NOTHING_CHANGED),
      label: 'the profiles as they are',
      changed: NOTHING_CHANGED
    };
    const other: Arm = { id: await idOf(start, changed), label: 'the profiles as changed', changed };
    const arms = other.id === without.id ? [without] : [without, other];
    const reused = await this.#trainMissing(arms, start, artifacts, env);
    return {
      without: without.id,
      with: other.id,
      label: `${label}, ${epochs} more ${epochs === 1 ? 'epoch' : 'epochs'}`,
      moved,
      reused,
      seconds: (performance.now() - started) / 1000
    };
  }

  /** The encoder as it was when it made the stored vectors. @throws AppError explore/vectors-differ */
  async #fit(
    { embeddingsId: id, encoderCell: cell, profiles, vectors: stored }: Start,
    env: WhatIfEnvironment
  ): Promise<FittedLsa> {
    if (this.#fitted?.id === id) return this.#fitted.lsa;
    const settings = readLsaSettings(encoder(cell.encoder).resolve(cell.settings));
    const work = timed(env, 'passes');
    const lsa = await fitLsa(encoderInput(profiles), settings, cell.seed, {
      ...work,
      report: (progress) => work.report?.({ ...progress, label: 'Encoding the profiles again' })
    });
    const difference = farthest(lsa.set.vectors, stored);
    if (difference > SAME) {
      throw appError('explore/vectors-differ', { cell: cell.name, difference: difference.toPrecision(2) });
    }
    this.#fitted = { id, lsa };
    return lsa;
  }

  /** Trains the arms that are not stored, and stores them together. @returns whether all were stored */
  async #trainMissing(
    arms: readonly Arm[],
    start: Start,
    artifacts: Artifacts,
    env: WhatIfEnvironment
  ): Promise<boolean> {
    const missing: Arm[] = [];
    for (const arm of arms) if (!(await artifacts.isStored(arm.id, env.device))) missing.push(arm);
    const made: { readonly id: string; readonly made: Made; readonly seconds: number }[] = [];
    for (const arm of missing) {
      const began = performance.now();
      const result = await trainOn(arm, start, env, { before: made.length, all: missing.length });
      made.push({ id: arm.id, made: result, seconds: (performance.now() - began) / 1000 });
    }
    stopIfCancelled(env, 'Training on');
    for (const { id, made: result, seconds } of made) await artifacts.put('what-if', id, result, seconds, env.device);
    return missing.length === 0;
  }
}

/** Everything that is read, all of it stored. @throws AppError explore/…, notebook/…, training/model-not-kept */
async function openStart(
  document: NotebookDocument,
  { cell: name, seed, epochs }: WhatIfAsk,
  env: WhatIfEnvironment,
  artifacts: Artifacts
): Promise<Start> {
  const plan = await identifyCells(document, env, artifacts, [name]);
  const cell = cellOfKind(plan, name, 'train');
  if (cell.alignment === 'none' || cell.embeddings === undefined)
    throw appError('explore/no-alignment', { cell: name, known: PROPER_ALIGNMENTS });
  const encoderCell = cellOfKind(plan, cell.embeddings, 'embeddings');
  const profilesCell = profilesBehind(encoderCell);
  const stored = async (what: string, of: string): Promise<string> => {
    const id = idOfCell(plan, of);
    await mustBeStored(id, what, of, artifacts);
    return id;
  };
  const runId = idOfRun(plan, name, seed);
  await mustBeStored(runId, `The run of "${name}" with seed ${seed}`, name, artifacts);
  const datasetId = await stored('The data set', cell.dataset);
  const embeddingsId = await stored('The set of vectors', encoderCell.name);
  const profilesId = await stored('The set of profiles', profilesCell);
  const { meta, run, arrays } = await artifacts.run(runId);
  const parameters = namedParameters(run, arrays);
  if (!parameters) throw appError('training/model-not-kept', { label: run.label, seed });
  const { vectors, provenance } = await artifacts.embeddings(embeddingsId);
  return {
    cell,
    seed,
    epochs,
    dataset: await artifacts.dataset(datasetId),
    datasetId,
    embeddingsId,
    vectors,
    profiles: await artifacts.profiles(profilesId),
    encoderCell,
    reads: `${provenance.encoder}, ${vectors.dimensions} dimensions`,
    runId,
    bits: meta.digest,
    label: run.label,
    parameters
  };
}

/** Id of the run trained on with these vectors: of the same bits trained on in the same way, whatever words they came from. */
async function idOf({ epochs, bits, runId }: Start, { nodes, vectors, present }: ChangedVectors): Promise<string> {
  const digest = nodes.length === 0 ? {} : { vectors: await artifactDigest('', { nodes, vectors, present }) };
  return artifactId('what-if', { epochs, bits, ...digest }, { run: runId });
}

function checkEpochs(epochs: number): void {
  if (Number.isInteger(epochs) && epochs >= 1 && epochs <= MOST_EPOCHS) return;
  const expected = `a whole number from 1 to ${MOST_EPOCHS}`;
  throw appError('notebook/bad-value', { key: 'epochs', value: String(epochs), expected });
}

/** The profiles cell behind an embeddings cell whose encoder can be asked again. @throws AppError explore/… */
function profilesBehind(cell: ResolvedEmbeddings): string {
  const problem = editProblem(cell);
  if (problem) throw problem;
  return cell.reads.name;
}

/** In the order given. @throws AppError explore/no-such-node; prepare/leak where the words are a held-out review's */
function editsByNode(edits: readonly TextEdit[], dataset: Dataset): readonly NodeEdit[] {
  new HeldOutReviews(dataset).check(
    edits.map(({ text }) => text),
    'a changed profile'
  );
  return edits.map(({ node, id, text }) => {
    const at = (node === 'user' ? dataset.userIds : dataset.itemIds).indexOf(id);
    if (at === -1) throw appError('explore/no-such-node', { node, id });
    return { node: node === 'user' ? at : dataset.userCount + at, text };
  });
}

/** @throws AppError training/…, device/…, internal/cancelled */
async function trainOn(
  { label, changed }: Arm,
  start: Start,
  env: WhatIfEnvironment,
  of: { readonly before: number; readonly all: number }
): Promise<Made> {
  const { cell, seed, epochs, dataset, datasetId, embeddingsId, vectors, reads, parameters } = start;
  checkPairs(dataset, dataset.split.train, 'the training graph');
  const settings = { ...cell.settings, epochs };
  const { result, arrays } = await trainRun(
    { dataset, vectors: withChanged(vectors, changed), settings, seed, start: parameters, keep: 'last' },
    {
      signal: env.signal,
      gate: env.gate,
      report: ({ epoch, step, stepsPerEpoch, rate }) => {
        const total = of.all * epochs * stepsPerEpoch;
        const done = (of.before * epochs + epoch) * stepsPerEpoch + step;
        env.report?.({
          label: `Training on with ${label} · epoch ${epoch + 1} of ${epochs}`,
          done,
          total,
          unit: 'steps',
          rate: rate > 0 ? rate : null,
          secondsLeft: rate > 0 ? (total - done) / rate : null
        });
      }
    }
  );
  const json: StoredWhatIf = {
    dataset: datasetId,
    embeddings: embeddingsId,
    run: {
      label: runLabel(settings),
      backbone: settings.backbone,
      alignment: settings.alignment,
      provenance: {
        dataset: dataset.provenance.title,
        splitHash: dataset.split.hash,
        treatment: { ...treatmentOf(settings, reads), changed_profiles: changed.nodes.length },
        versions: { ...VERSIONS }
      },
      result: {
        ...result,
        epochs: result.epochs.map(({ losses, ...epoch }) => ({ ...epoch, losses: { ...losses } }))
      }
    }
  };
  const { userEmbeddings, itemEmbeddings } = arrays;
  const { nodes: changedNodes, vectors: changedVectors, present: changedPresent } = changed;
  return {
    json,
    arrays: { userEmbeddings, itemEmbeddings, changedNodes, changedVectors, changedPresent },
    digested: { dataset: datasetId, embeddings: embeddingsId, test: result.test, val: result.val }
  };
}
