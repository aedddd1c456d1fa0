// The other side of `npm run bench -- --torch`: writes the case out, runs bench/torch_steps.py on it, and reads its lines.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { TorchCase } from '#lib/bench/torch-case';
import { TorchCeilingsForm, TorchForm, type TorchCeilings, type TorchMeasurement } from '#lib/bench/report-form';
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
  options: { readonly device: string; readonly steps?: number }
): Promise<{ readonly torch: TorchMeasurement[]; readonly torchCeilings?: TorchCeilings }> {
  await mkdir(folder, { recursive: true });
  const listed: Record<string, { file: string; type: string; shape: readonly number[] }> = {};
  for (const [name, { shape, values }] of arrays) {
    listed[name] = { file: `${name}.bin`, type: values instanceof Int32Array ? 'int32' : 'float32', shape };
    await writeFile(join(folder, `${name}.bin`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  await writeFile(join(folder, 'case.json'), `${JSON.stringify({ ...about, arrays: listed }, null, 1)}\n`);
  const { device, steps } = options;
  const asked = steps === undefined ? [] : ['--steps', String(steps)];
  return readLines(await run(python, [SCRIPT, folder, '--device', device, ...asked]));
}

const Line = v.variant('type', [
  v.object({ type: v.literal('step'), ...TorchForm.entries }),
  v.object({ type: v.literal('ceilings'), ...TorchCeilingsForm.entries })
]);

/** @throws AppError bench/torch-failed where the script says something else than what is known here */
export function readLines(lines: readonly string[]): { torch: TorchMeasurement[]; torchCeilings?: TorchCeilings } {
  const torch: TorchMeasurement[] = [];
  let torchCeilings: TorchCeilings | undefined;
  for (const line of lines) {
    const read = v.safeParse(Line, parsed(line));
    if (!read.success) throw appError('bench/torch-failed', { said: line.slice(0, 200) });
    if (read.output.type === 'step') torch.push(read.output);
    else torchCeilings = read.output;
  }
  return { torch, ...(torchCeilings && { torchCeilings }) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
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
