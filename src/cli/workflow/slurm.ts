// A workflow as job arrays for Slurm, for who has no Snakemake: a file of ids for each level, an array for each file, each level after the one
// before it. A Kubernetes Indexed Job reads the same files (docs/cluster.md).
import type { PlannedUnit } from './workflow-file';

/** Slurm refuses larger arrays where MaxArraySize was not raised. */
const MOST_TASKS = 1000;

/** Names and contents of the files. @param levels ids that may be made at the same time */
export function slurmFiles(
  levels: readonly (readonly Pick<PlannedUnit, 'id'>[])[],
  make: readonly string[]
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [at, units] of levels.entries()) {
    for (let from = 0; from < units.length; from += MOST_TASKS) {
      const ids = units.slice(from, from + MOST_TASKS).map(({ id }) => id);
      files.set(`levels/${padded(at + 1)}/${padded(from / MOST_TASKS + 1)}.txt`, `${ids.join('\n')}\n`);
    }
  }
  files.set('task.sh', task(make));
  files.set('submit.sh', SUBMIT);
  return files;
}

const padded = (number: number): string => String(number).padStart(3, '0');

/** For a shell, whatever is in the word. */
export const quoted = (word: string): string =>
  /^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const task = (make: readonly string[]): string => `#!/bin/sh
# Makes one artifact: that of a line of a file of ids. Usage: task.sh FILE [LINE]; Slurm says which line, and runs a copy that lies elsewhere.
set -eu
here=$(dirname "$0")
[ -e "$here/plan.json" ] || here=$SLURM_SUBMIT_DIR
cd "$here"
id=$(sed -n "\${2:-$SLURM_ARRAY_TASK_ID}p" "$1")
exec \${MAKE:-${make.map(quoted).join(' ')}} --workflow . --id "$id"
`;

const SUBMIT = `#!/bin/sh
# Submits an array for each file of ids; a level waits until the one before it has ended well. What is stored is not made again, so that this may be
# run again after a failure. Options of sbatch are passed on: sh submit.sh --mem=2G --time=2:00:00
# AT_ONCE=N runs N tasks of an array at a time.
set -eu
cd "$(dirname "$0")"
mkdir -p logs
before=
for level in levels/*/; do
  jobs=
  for ids in "$level"*.txt; do
    count=$(($(wc -l < "$ids")))
    job=$(sbatch --parsable --array="1-$count\${AT_ONCE:+%$AT_ONCE}" \${before:+--dependency=afterok:$before --kill-on-invalid-dep=yes} \\
      --output=logs/%A-%a.txt "$@" "$PWD/task.sh" "$PWD/$ids")
    jobs="\${jobs:+$jobs:}\${job%%;*}"
  done
  before=$jobs
done
echo "The last arrays are $before."
`;
