// What a notebook runs in on the command line: a folder's artifacts and answers, sources beside the file, models that come with the program.
import { dirname, join, resolve } from 'node:path';
import type { BackendInfo } from '#kernels/backend/backend';
import type { CallLimits, Prices } from '#lib/llm/types';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { makeAlone } from '#lib/storage/folder/claims.node';
import { openAnswersFolder } from '#lib/storage/folder/answers-folder.node';
import type { ArtifactStore } from '#lib/storage/types';
import { installedEncoderFiles } from './encoder-files';
import { llmFromEnvironment } from './llm-environment';
import { modelFiles } from './model-files';
import { openSource } from './sources';
import { say } from '../terminal';
import { deviceHere } from '../machine';

export interface CommandLinePlace {
  /** The built program, beside which the bundled data lie. */
  readonly program: string;
  readonly store: string;
  /** The notebook's file: sources count from it. */
  readonly file: string;
  readonly limits: CallLimits;
  readonly prices: Prices;
  readonly signal: AbortSignal;
}

/** Opens sources by the names that cells give them. */
export const sourcesOf =
  ({ program, file, signal }: Pick<CommandLinePlace, 'program' | 'file'> & { readonly signal?: AbortSignal }) =>
  (source: string) =>
    openSource(source, file, join(dirname(program), '..', '..', 'public', 'datasets'), signal);

export async function environmentOf(
  store: ArtifactStore,
  device: BackendInfo,
  place: CommandLinePlace
): Promise<NotebookEnvironment> {
  const answers = await openAnswersFolder(place.store);
  return {
    store,
    openSource: sourcesOf(place),
    openNotebooks: (notebook) => folderSource(dirname(resolve(notebook))),
    device: deviceHere(device),
    llm: llmFromEnvironment(answers, place.limits, place.prices),
    models: modelFiles(place.store),
    encoderFiles: () => Promise.resolve(installedEncoderFiles),
    answers,
    alone: (id, isMade, make, signal) =>
      makeAlone(place.store, id, isMade, make, {
        signal,
        onWait: (holder) => say(`${id.slice(0, 12)} is just being made by ${holder}: waiting for it`)
      }),
    signal: place.signal
  };
}
