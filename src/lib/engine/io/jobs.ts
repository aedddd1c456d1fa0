// What the input/output worker does with each job. No worker globals here, so that tests drive it directly. Nothing here needs a compute
// device.
import { attach } from '#lib/dataset/attached/attach';
import { Attachments } from '#lib/dataset/attached/attachments';
import { blobFile, urlFile, withoutCommonFolder } from '#lib/dataset/bytes/input-files';
import { zipOf } from '#lib/dataset/bytes/zip-writer';
import { Imports } from '#lib/dataset/imports/imports';
import type { ReadingSettings } from '#lib/dataset/imports/record';
import { openPicked, type PickedFiles } from '#lib/dataset/reading/picked';
import { inputsSource, type FileSource } from '#lib/dataset/sources/source';
import { appError } from '#lib/errors/app-error';
import { llmClient } from '#lib/llm/client';
import { dataFiles } from '#lib/notebook/transfer/data-export';
import { parseNotebook } from '#lib/notebook/document/parse';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { lookAtNotebook } from '#lib/notebook/plan/look';
import { runNotebook } from '#lib/notebook/run/runtime';
import { runsFolder, siteRuns, withBundledRuns } from '../bundled-runs';
import { BUNDLED_DATASETS } from '../tab-source';
import type { JobFunctions } from '../worker/session';
import { ioEnvironment, readJob, sendBytes, type IoOptions } from './environment';
import { exploreJobs } from './explore-jobs';
import { profileJobs } from './profile-jobs';
import type { IoJobs, LlmAccess, Picked } from './protocol';
import { runJobs } from './run-jobs';

export function ioJobs(options: IoOptions): JobFunctions<IoJobs> {
  const { store, assets } = options;
  const imports = new Imports(store, BUNDLED_DATASETS);
  const attachments = new Attachments(store);
  const looked = lookingOnce();
  return {
    ...exploreJobs(options),
    ...profileJobs(options),
    ...runJobs(options),
    inspect: async ({ picked, reading }, { signal }) => (await looked(picked, reading, signal)).inspection,
    async import({ name, picked, reading }, work) {
      imports.check(name);
      const { inspection, read } = await looked(picked, reading, work.signal);
      const { settings } = inspection;
      const { raw, report, format, digest } = await read(name, readJob(work));
      work.report({ label: 'Storing the rows', share: null });
      const counts = {
        users: raw.users.ids.length,
        items: raw.items.ids.length,
        interactions: raw.interactions.users.length
      };
      return imports.save({ name, digest, format, settings, given: reading, counts, report }, raw);
    },
    attach: ({ name, picked }, work) => attach(name, sourceOf(picked, name, work.signal), attachments, readJob(work)),
    async detach({ name }) {
      await attachments.remove(name);
      return null;
    },
    async remove({ name }) {
      await imports.remove(name);
      return null;
    },
    async run({ notebook, text, options: wanted }, work) {
      const document = parseNotebook(text, notebook);
      // Profiles may come with a notebook: nobody is asked for them again then.
      const had = wanted.bundled
        ? withBundledRuns(options.store, { folder: runsFolder(document, assets), signal: work.signal })
        : options.store;
      return (await runNotebook(document, ioEnvironment({ ...options, store: had }, work), wanted)).outcome;
    },
    async look({ notebook, text, bundled }, work) {
      const env = ioEnvironment(options, work);
      const document = parseNotebook(text, notebook);
      const folder = bundled ? runsFolder(document, assets) : null;
      const had = folder === null ? new Set<string>() : await siteRuns({ folder, signal: work.signal });
      return lookAtNotebook(document, { ...env, openSource: fromHereOnly(env, assets) }, had);
    },
    async write({ notebook, text, ...wanted }, work) {
      const files = await dataFiles(parseNotebook(text, notebook), ioEnvironment(options, work), wanted);
      await sendBytes(zipOf(files), work);
      return files.map(({ path }) => path);
    },
    models: (_, { signal }) => modelsOf(options.settings().llm, signal)
  };
}

/** Data at an address are not fetched only to look: what is made of them counts as not stored. The site's own are. */
const fromHereOnly =
  ({ openSource }: NotebookEnvironment, assets: string): NotebookEnvironment['openSource'] =>
  (source, from) =>
    /^https?:/i.test(source) && !source.startsWith(assets)
      ? Promise.reject(appError('import/not-imported', { name: source }))
      : openSource(source, from);

async function modelsOf(llm: LlmAccess | null, signal: AbortSignal): Promise<readonly string[]> {
  if (!llm) throw appError('llm/no-endpoint', {});
  const client = llmClient(llm.endpoint, llm.limits.timeout);
  const outcome = await client.models(signal);
  if (outcome.ok) return outcome.answer;
  const { failure } = outcome;
  if (failure.kind === 'fatal') throw failure.error;
  const { host } = client;
  if (failure.kind === 'lost' && !failure.reached) throw appError('llm/unreachable', { host, attempts: 1 });
  throw appError('llm/gave-up', { host, attempts: 1, last: failure.kind === 'lost' ? failure.why : 'was not taken' });
}

/** Files that are looked at and then imported, read the same way, are opened once. What lies at an address may change in between. */
function lookingOnce(): (picked: Picked, reading: ReadingSettings, signal: AbortSignal) => Promise<PickedFiles> {
  let last: { readonly key: string; readonly files: Promise<PickedFiles> } | null = null;
  return async (picked, reading, signal) => {
    if (picked.from === 'url') return openPicked(sourceOf(picked, '', signal), reading);
    const files = picked.files.map(({ path, file }) => [path, file.size, file.lastModified]);
    const key = JSON.stringify([files, Object.entries(reading).sort()]);
    if (last?.key !== key) last = { key, files: openPicked(sourceOf(picked, '', signal), reading) };
    try {
      return await last.files;
    } catch (error) {
      last = null;
      throw error;
    }
  };
}

/** What was picked, as a folder of files. */
function sourceOf(picked: Picked, name: string, signal: AbortSignal): FileSource {
  if (picked.from === 'url') return inputsSource(name || picked.url, [urlFile(picked.url, signal)]);
  return inputsSource(name, withoutCommonFolder(picked.files.map(({ path, file }) => blobFile(path, file))));
}
