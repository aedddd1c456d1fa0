// Runs every check of a golden folder on the backend that is on, and reports one line a file and case.
import { toAppError } from '#lib/errors/app-error';
import { checkAdam, checkLoss, checkMetrics, checkModelCase } from './checks';
import type { Differences } from './difference';
import {
  GoldenAdam,
  GoldenDataset,
  GoldenIndex,
  GoldenLosses,
  GoldenMetrics,
  GoldenModel,
  readGolden,
  type GoldenReader
} from './golden-file';
import { backboneOf } from './official-model';

/** Relative; losses and gradients as the project promises, forward and Adam's parameters as losses. */
export interface Tolerances {
  readonly losses: number;
  readonly gradients: number;
}

export const TOLERANCES: Readonly<Record<'cpu' | 'wasm' | 'webgpu', Tolerances>> = {
  cpu: { losses: 1e-5, gradients: 1e-3 },
  wasm: { losses: 1e-5, gradients: 1e-3 },
  webgpu: { losses: 1e-4, gradients: 1e-3 }
};

export type ParityLine =
  | { readonly name: string; readonly outcome: 'passed' | 'failed'; readonly differences: Differences }
  | { readonly name: string; readonly outcome: 'failed'; readonly reason: string }
  | { readonly name: string; readonly outcome: 'skipped'; readonly reason: string };

export async function runParity(
  read: GoldenReader,
  tolerances: Tolerances,
  onLine: (line: ParityLine) => void
): Promise<readonly ParityLine[]> {
  const lines: ParityLine[] = [];
  const report = (line: ParityLine): void => {
    lines.push(line);
    onLine(line);
  };
  const check = async (name: string, work: () => Promise<Differences>): Promise<void> => {
    try {
      const differences = await work();
      const { forward, losses, gradients } = differences;
      const passed = forward <= tolerances.losses && losses <= tolerances.losses && gradients <= tolerances.gradients;
      report({ name, outcome: passed ? 'passed' : 'failed', differences });
    } catch (error) {
      report({ name, outcome: 'failed', reason: toAppError(error).message });
    }
  };

  const checkFile = async (name: string, file: string): Promise<void> => {
    if (name === 'metrics') {
      const metrics = await readGolden(read, file, GoldenMetrics);
      return check(name, () => checkMetrics(metrics));
    }
    if (name === 'losses') {
      const { cases } = await readGolden(read, file, GoldenLosses);
      for (const recorded of cases) {
        const temperature = recorded.kwargs.temp === undefined ? '' : ` τ=${recorded.kwargs.temp}`;
        await check(`${name} ${recorded.function}${temperature}`, () => checkLoss(recorded));
      }
      return;
    }
    const adam = name.startsWith('adam3.');
    const backbone = name.split('.')[adam ? 1 : 0] ?? '';
    if (!backboneOf(backbone)) {
      report({ name, outcome: 'skipped', reason: `there is no backbone "${backbone}" here` });
      return;
    }
    if (adam) {
      const recorded = await readGolden(read, file, GoldenAdam);
      return check(name, () => checkAdam(recorded, data));
    }
    const model = await readGolden(read, file, GoldenModel);
    for (const recorded of model.cases) {
      await check(`${name} ${recorded.name}`, () => checkModelCase(model, recorded, data));
    }
  };

  const { files } = await readGolden(read, 'index.json', GoldenIndex);
  const data = await readGolden(read, 'dataset.json', GoldenDataset);
  for (const file of files.filter((name) => name !== 'dataset.json')) {
    const name = file.replace(/\.json$/, '');
    try {
      await checkFile(name, file);
    } catch (error) {
      report({ name, outcome: 'failed', reason: toAppError(error).message });
    }
  }
  return lines;
}

export function describeLine(line: ParityLine): string {
  if ('reason' in line) return `${line.outcome.padEnd(8)}${line.name}: ${line.reason}`;
  const { forward, losses, gradients } = line.differences;
  const show = (value: number): string => (Number.isFinite(value) ? value.toExponential(1) : String(value));
  return `${line.outcome.padEnd(8)}${line.name}: forward ${show(forward)}, losses ${show(losses)}, gradients ${show(gradients)}`;
}

export function summarise(lines: readonly ParityLine[]): string {
  const count = (outcome: ParityLine['outcome']): number => lines.filter((line) => line.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
