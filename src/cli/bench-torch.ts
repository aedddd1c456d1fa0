// The other side of `npm run bench -- --torch`: writes the case out, runs bench/torch_steps.py on it, and reads its lines.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorchCase } from '#lib/bench/torch-case';
import type { TorchMeasurement } from '#lib/bench/types';
import { appError } from '#lib/errors/app-error';

const SCRIPT = join('bench', 'torch_steps.py');

/**
 * A Python that has PyTorch: $PYTHON, or the first of the usual ones.
 * @throws AppError bench/no-torch
 */
export function findPython(): string {
  const names = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3', 'python'];
  const found = names.find((name) => spawnSync(name, ['-c', 'import torch']).status === 0);
  if (!found) throw appError('bench/no-torch', { tried: names });
  return found;
}

/**
 * Times the case in PyTorch.
 * @param folder where its files go
 * @throws AppError bench/torch-failed where the script ends with an error: the losses differ, say
 */
export async function timeInTorch(
  python: string,
  { arrays, ...about }: TorchCase,
  folder: string,
  options: { readonly rounds: number; readonly device: string }
): Promise<TorchMeasurement[]> {
  await mkdir(folder, { recursive: true });
  const listed: Record<string, { file: string; type: string; shape: readonly number[] }> = {};
  for (const [name, { shape, values }] of arrays) {
    listed[name] = { file: `${name}.bin`, type: values instanceof Int32Array ? 'int32' : 'float32', shape };
    await writeFile(join(folder, `${name}.bin`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  await writeFile(join(folder, 'case.json'), `${JSON.stringify({ ...about, arrays: listed }, null, 1)}\n`);
  const { rounds, device } = options;
  const lines = await run(python, [SCRIPT, folder, '--rounds', String(rounds), '--device', device]);
  return lines.map(measurementOf);
}

/**
 * For glibc: what is freed stays with the process. Else every large tensor is mapped anew, and where pages are slow to come (virtual machines)
 * a step takes PyTorch up to twenty times as long, which says nothing of it.
 */
const KEEPS_MEMORY = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: String(2 ** 35),
  MALLOC_TOP_PAD_: String(2 ** 28)
};

/** Its lines of output. */
async function run(command: string, args: readonly string[]): Promise<string[]> {
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...KEEPS_MEMORY, ...process.env }
  });
  const texts = { out: '', error: '' };
  child.stdout.on('data', (part: Buffer) => (texts.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (texts.error += part.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw appError('bench/torch-failed', { said: texts.error.trim().split('\n').at(-1) ?? '' });
  return texts.out.split('\n').filter((line) => line.trim() !== '');
}

function measurementOf(line: string): TorchMeasurement {
  const value: unknown = JSON.parse(line);
  const read = (name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  const number = (name: string): number => Number(read(name));
  return {
    case: String(read('case')),
    medianMs: number('medianMs'),
    minMs: number('minMs'),
    rounds: number('rounds'),
    torch: String(read('torch')),
    device: String(read('device')),
    sparse: String(read('sparse'))
  };
}
