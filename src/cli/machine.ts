// The machine that a command line runs on, as the meta data of its artifacts tell it.
import { cpus, hostname } from 'node:os';
import type { BackendInfo } from '#kernels/backend/backend';
import { VERSIONS } from '#lib/notebook/results/versions';
import type { ComputeDevice } from '#lib/notebook/run/environment';
import type { Machine } from '#lib/storage/types';

/** Under which queues tell a process the job that it is of, the part of a job array last. */
const JOB_IDS = ['SLURM_ARRAY_JOB_ID', 'SLURM_JOB_ID', 'PBS_JOBID', 'LSB_JOBID', 'JOB_ID'];
const PART_IDS = ['SLURM_ARRAY_TASK_ID', 'JOB_COMPLETION_INDEX'];

const firstOf = (names: readonly string[], from: NodeJS.ProcessEnv): string | undefined =>
  names.map((name) => from[name]).find((value) => value !== undefined && value !== '');

/** @param from the environment that says what job this is */
export function thisMachine(from: NodeJS.ProcessEnv = process.env): Machine {
  const [job, part] = [firstOf(JOB_IDS, from), firstOf(PART_IDS, from)];
  const cores = cpus();
  const parts = [job, part].filter((name) => name !== undefined);
  return {
    host: hostname(),
    processor: `${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores`,
    runtime: `Node ${process.versions.node}`,
    program: VERSIONS.rlmrec ?? '',
    ...(parts.length > 0 && { job: parts.join('.') })
  };
}

/** What of a started device its artifacts tell. */
export const deviceHere = ({ name, adapter }: BackendInfo): ComputeDevice => ({
  backend: name,
  adapter,
  machine: thisMachine()
});
