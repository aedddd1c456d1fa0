// The file of a workflow (plan.json): what its folder holds beside a copy of the notebook, so that a node needs neither the data's files nor
// the place where it was written.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BACKEND_CHOICES } from '#kernels/backend/choices';
import { appError } from '#lib/errors/app-error';
import { parseStored, type Stored } from '#lib/storage/parse-stored';

export const WORKFLOW_VERSION = 1;
export const PLAN_FILE = 'plan.json';
export const NOTEBOOK_FILE = 'notebook.md';
/** Digits of an id where people read it; "make" takes them too. */
export const SHORT_ID = 12;
export const STORE_FOLDER = 'store';
/** Truth files of synthetic data, which comparisons read beside the stored data: a folder each. */
export const TRUTH_FOLDER = 'truth';

const Form = v.object({
  version: v.literal(WORKFLOW_VERSION),
  /** The notebook's file where it was written: its sources count from there, for who has them. */
  origin: v.string(),
  overrides: v.record(v.string(), v.string()),
  /** Digests of what cells read from outside, by cell. */
  contents: v.record(v.string(), v.object({ files: v.string(), truth: v.nullable(v.string()) })),
  /** Folders below `truth` by the source of the data whose truth file they hold. */
  truths: v.record(v.string(), v.string()),
  backend: v.picklist(BACKEND_CHOICES),
  /** What makes a unit, with `--workflow FOLDER --id ID` behind it. */
  make: v.array(v.string()),
  units: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      cell: v.string(),
      seed: v.nullable(v.number()),
      needs: v.array(v.string()),
      stored: v.boolean(),
      /** null where nothing is known. */
      seconds: v.nullable(v.number()),
      /** Bytes; null where they are not known. */
      memory: v.nullable(v.number())
    })
  )
});

export type Workflow = Stored<typeof Form>;
export type PlannedUnit = Workflow['units'][number];

/** @throws AppError workflow/unreadable */
export async function readWorkflow(folder: string): Promise<Workflow> {
  const file = join(folder, PLAN_FILE);
  try {
    return parseStored(Form, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw appError('workflow/unreadable', { file, reason: error instanceof Error ? error.message : String(error) });
  }
}
