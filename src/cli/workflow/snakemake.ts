// A workflow as a Snakefile: a rule an artifact kind, a target an id, what each needs as its input. It reads plan.json, so that nothing is said
// twice. A unit's mark below done/ says that it was made; the artifacts themselves lie in the store, which appear whole or not at all.
import { MARGIN, PROCESS_BYTES } from './memory';
import type { Workflow } from './workflow-file';

const BASE_MB = PROCESS_BYTES / 1e6;

export function snakefile({ units }: Pick<Workflow, 'units'>): string {
  const kinds = [...new Set(units.filter(({ stored }) => !stored).map(({ kind }) => kind))];
  return `# The artifacts of a notebook that were missing when this was written, as Snakemake rules: snakemake --cores 2
# Elsewhere: snakemake --cores 2 --config make="node /path/to/dist/cli/notebook.js make"
import json
import shlex
from pathlib import Path

HERE = Path(workflow.basedir)
PLAN = json.loads((HERE / "plan.json").read_text(encoding="utf-8"))
MISSING = {unit["id"]: unit for unit in PLAN["units"] if not unit["stored"]}
MAKE = config.get("make", shlex.join(PLAN["make"]))


workdir: str(HERE)


def mark(id):
    return f"done/{MISSING[id]['kind']}/{id}"


def needs(wildcards):
    return [mark(id) for id in MISSING[wildcards.id]["needs"] if id in MISSING]


def memory(wildcards):
    return ${BASE_MB} + ${MARGIN} * (MISSING[wildcards.id]["memory"] or 0) // 1_000_000


localrules: all


rule all:
    input: [mark(id) for id in MISSING]


wildcard_constraints:
    id="[0-9a-f]+"

${kinds.map(rule).join('\n')}`;
}

/** Snakemake takes no dash in the name of a rule. */
const rule = (kind: string): string => `
rule ${kind.replaceAll('-', '_')}:
    input: needs
    output: touch("done/${kind}/{id}")
    resources: mem_mb=memory
    shell: "{MAKE} --workflow {HERE:q} --id {wildcards.id}"
`;
