// A Slurm of one node, started by hand in a folder and ended with the test: munged, slurmctld, slurmd, with keys, sockets and ports of their own.
// It needs root, as slurmd does.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { areThere, runIn } from './engines';

export const SLURM_IS_THERE =
  areThere('slurmctld', 'slurmd', 'munged', 'sbatch') &&
  (process.getuid?.() === 0 || (console.log('Skipped: Slurm is started by root alone.'), false));

export interface Slurm {
  /** For sbatch and its kin. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const configuration = (at: string, port: number, cpus: number): string => `ClusterName=test
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${at}/munge.socket
CryptoType=crypto/munge
SlurmctldPort=${port}
SlurmdPort=${port + 1}
StateSaveLocation=${at}/state
SlurmdSpoolDir=${at}/spool
SlurmctldPidFile=${at}/slurmctld.pid
SlurmdPidFile=${at}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MailProg=/bin/true
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=${cpus} RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;

export async function startSlurm(): Promise<Slurm> {
  const at = await mkdtemp(join(tmpdir(), 'slurm-'));
  for (const name of ['state', 'spool']) await mkdir(join(at, name));
  await writeFile(join(at, 'key'), randomBytes(128), { mode: 0o600 });
  await writeFile(join(at, 'slurm.conf'), configuration(at, 20_000 + (process.pid % 20_000), 2));
  await chmod(at, 0o755);
  const env = { SLURM_CONF: join(at, 'slurm.conf'), PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };
  const own = { ...process.env, ...env };
  const running: ChildProcess[] = [];
  const start = (program: string, ...args: readonly string[]) =>
    running.push(spawn(program, args, { stdio: 'ignore', env: own }));
  const places = ['socket', 'pid-file', 'seed-file', 'log-file'];
  start(
    'munged',
    '-F',
    '--force',
    `--key-file=${at}/key`,
    ...places.map((place) => `--${place}=${at}/munge.${place.replace('-file', '')}`)
  );
  start('slurmctld', '-D', '-f', join(at, 'slurm.conf'));
  start('slurmd', '-D', '-f', join(at, 'slurm.conf'), '-N', hostname());
  const stop = async (): Promise<void> => {
    for (const child of running.reverse()) {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      child.kill('SIGTERM');
      await ended;
    }
    await rm(at, { recursive: true, force: true });
  };
  const isUp = () => spawnSync('sinfo', ['-h', '-o', '%T'], { env: own, encoding: 'utf8' }).stdout.trim() === 'idle';
  for (let tries = 0; tries < 100 && !isUp(); tries++) await after(200);
  if (isUp()) return { env, stop };
  const { said } = await runIn(at, 'sinfo', ['-R'], env);
  await stop();
  throw new Error(`Slurm did not start: ${said}`);
}

/** Until no job is waiting or running. */
export async function untilNoJob({ env }: Slurm): Promise<void> {
  while ((await runIn('/', 'squeue', ['-h'], env)).said.trim() !== '') await after(300);
}
