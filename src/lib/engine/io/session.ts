// What the input/output worker does with each job. No worker globals here, so that tests drive it directly. Nothing here needs a compute
// device.
import { attach } from '#lib/dataset/attached/attach';
import { Attachments } from '#lib/dataset/attached/attachments';
import { blobFile, urlFile, withoutCommonFolder } from '#lib/dataset/bytes/input-files';
import type { ReadJob } from '#lib/dataset/bytes/types';
import { zipOf } from '#lib/dataset/bytes/zip-writer';
import { Imports } from '#lib/dataset/imports/imports';
import type { ImportRecord } from '#lib/dataset/imports/record';
import { inspectPicked, readPicked } from '#lib/dataset/picked';
import { inputsSource, type FileSource } from '#lib/dataset/source';
import type { ModelFiles } from '#lib/embeddings/local/types';
import { appError, toAppError } from '#lib/errors/app-error';
import { llmClient } from '#lib/llm/client';
import { DEFAULT_LIMITS } from '#lib/llm/limits';
import type { LlmEnvironment } from '#lib/llm/types';
import { dataFiles } from '#lib/notebook/data-export';
import { parseNotebook } from '#lib/notebook/document';
import type { NotebookEnvironment } from '#lib/notebook/environment';
import type { CellProgress } from '#lib/notebook/events';
import { changeProfiles, estimateCell, filesOfProfiles, openProfiles, showProfile } from '#lib/notebook/profile-work';
import { lookAtNotebook } from '#lib/notebook/look';
import { runNotebook } from '#lib/notebook/runtime';
import type { ExploreRoom } from '#lib/studies/explore/room';
import type { Step } from '#lib/studies/explore/step';
import type { ExploreAsk, ExploreOverview, ProposedPair } from '#lib/studies/explore/types';
import type { AnswerStore, ArtifactStore } from '#lib/storage/types';
import { BUNDLED_DATASETS, openTabFiles, openTabSource } from '../tab-source';
import { siteRuns } from '../bundled-runs';
import { Gate } from '../gate';
import { paced } from './pace';
import type { IoCommand, IoEvent, IoReply, IoRequest, LlmAccess, Picked } from './protocol';

export interface IoSessionOptions {
  readonly store: ArtifactStore;
  readonly answers: AnswerStore;
  /** Left out where no local text encoder may be loaded. */
  readonly models?: ModelFiles;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  /** @param given buffers of the event's arrays that are not used here any more: they may move instead of being copied */
  post(event: IoEvent, given?: readonly ArrayBuffer[]): void;
}

/** Files are written in messages of about this size. */
const CHUNK = 1 << 20;

interface ActiveJob {
  readonly abort: AbortController;
  readonly gate: Gate;
}

/** Stands in for an endpoint where only its price list is wanted. */
const NO_ACCESS: LlmAccess = {
  endpoint: { baseUrl: 'https://api.openai.com/v1', key: '' },
  limits: DEFAULT_LIMITS,
  prices: {}
};

export class IoSession {
  readonly #jobs = new Map<string, ActiveJob>();
  #llm: LlmAccess | null = null;
  readonly #imports: Imports;
  /** The runs that Explore looks at. */
  #room: ExploreRoom | null = null;
  /** How often runs were opened, or are being opened. */
  #opening = 0;

  constructor(private readonly options: IoSessionOptions) {
    this.#imports = new Imports(options.store, BUNDLED_DATASETS);
  }

  /** Carries out a command and posts its answer; never throws. */
  async handle(command: Exclude<IoCommand, { type: 'hello' }>): Promise<void> {
    if (command.type === 'llm') {
      this.#llm = command.llm;
      return;
    }
    const { jobId } = command;
    if (command.type !== 'ask') return this.#steer(jobId, command.type);
    const abort = new AbortController();
    this.#jobs.set(jobId, { abort, gate: new Gate() });
    const { post } = this.options;
    try {
      const reply = await this.#reply(jobId, command.request, abort.signal);
      post({ type: 'answer', jobId, reply }, buffersOf(reply));
    } catch (error) {
      post({ type: 'failed', jobId, error: toAppError(error).toJSON() });
    } finally {
      this.#jobs.delete(jobId);
    }
  }

  #steer(jobId: string, how: 'cancel' | 'pause' | 'resume'): void {
    const job = this.#jobs.get(jobId);
    if (how === 'pause') job?.gate.shut();
    else job?.gate.open();
    if (how === 'cancel') job?.abort.abort();
  }

  async #reply(jobId: string, request: IoRequest, signal: AbortSignal): Promise<IoReply> {
    const { job } = request;
    switch (job) {
      case 'inspect':
        return { job, answer: await inspectPicked(sourceOf(request.picked, '', signal), request.reading) };
      case 'import':
        return { job, answer: await this.#import(jobId, request, signal) };
      case 'attach': {
        const { name, picked } = request;
        const attachments = new Attachments(this.options.store);
        return {
          job,
          answer: await attach(name, sourceOf(picked, name, signal), attachments, this.#reading(jobId, signal))
        };
      }
      case 'detach':
        await new Attachments(this.options.store).remove(request.name);
        return { job, answer: null };
      case 'remove':
        await this.#imports.remove(request.name);
        return { job, answer: null };
      case 'run': {
        const { notebook, text, options } = request;
        const env = this.#environment(jobId, signal);
        return { job, answer: (await runNotebook(parseNotebook(text, notebook), env, options)).outcome };
      }
      case 'look': {
        const { notebook, text, bundled } = request;
        const { assets } = this.options;
        const env = this.#environment(jobId, signal);
        const site = bundled ? await siteRuns({ assets, signal }) : new Set<string>();
        // Data at an address are not fetched for this: what is made of them counts as not stored.
        const openSource: typeof env.openSource = (source, from) =>
          /^https?:/i.test(source)
            ? Promise.reject(appError('import/not-imported', { name: source }))
            : env.openSource(source, from);
        const looked = await lookAtNotebook(parseNotebook(text, notebook), { ...env, openSource }, site);
        return { job, answer: looked };
      }
      case 'write': {
        const { notebook, text, ...wanted } = request;
        const files = await dataFiles(parseNotebook(text, notebook), this.#environment(jobId, signal), wanted);
        await this.#write(jobId, zipOf(files), signal);
        return { job, answer: files.map(({ path }) => path) };
      }
      case 'explorable': {
        const { explorableOf } = await import('#lib/notebook/explore-work');
        const { notebook, text } = request;
        return { job, answer: await explorableOf(text, notebook, this.#environment(jobId, signal)) };
      }
      case 'open-explore':
        return { job, answer: await this.#openExplore(jobId, request.what, signal) };
      case 'select-explore':
        return { job, answer: this.#open().select(request.selection) };
      case 'find-pairs':
        return { job, answer: await this.#findPairs(jobId, request, signal) };
      case 'models':
        return { job, answer: await this.#models(signal) };
      default:
        return this.#profiles(jobId, request, signal);
    }
  }

  /** What was open stays open until the new one is: a failure leaves it as it was. */
  async #openExplore(jobId: string, what: ExploreAsk, signal: AbortSignal): Promise<ExploreOverview> {
    const turn = (this.#opening += 1);
    const check = (): void => {
      // One that was asked for later is what the page waits for, however long each takes.
      if (signal.aborted || turn !== this.#opening) throw appError('internal/cancelled', { what: 'Opening the runs' });
    };
    const { openExplore } = await import('#lib/notebook/explore-work');
    const room = await openExplore(what, this.#environment(jobId, signal));
    check();
    const overview = await room.overview(this.#paced(jobId, check));
    check();
    this.#room = room;
    return overview;
  }

  async #findPairs(
    jobId: string,
    { user, rule, count }: Extract<IoRequest, { job: 'find-pairs' }>,
    signal: AbortSignal
  ): Promise<readonly ProposedPair[]> {
    const check = (): void => {
      if (signal.aborted) throw appError('internal/cancelled', { what: 'Looking for pairs' });
    };
    return this.#open().findPairs(user, rule, count, this.#paced(jobId, check));
  }

  #paced(jobId: string, check: () => void): Step {
    const onProgress = (work: CellProgress): void =>
      this.options.post({
        type: 'progress',
        jobId,
        progress: { label: work.label, share: work.total > 0 ? work.done / work.total : null, work }
      });
    return paced({ check, onProgress });
  }

  /** @throws AppError explore/nothing-open */
  #open(): ExploreRoom {
    if (!this.#room) throw appError('explore/nothing-open', {});
    return this.#room;
  }

  async #profiles(
    jobId: string,
    request: Extract<
      IoRequest,
      { job: 'write-profiles' | 'open-profiles' | 'show-profile' | 'estimate-profiles' | 'change-profiles' }
    >,
    signal: AbortSignal
  ): Promise<IoReply> {
    const { job, notebook, text, cell } = request;
    const document = parseNotebook(text, notebook);
    const env = this.#environment(jobId, signal);
    switch (job) {
      case 'write-profiles': {
        const files = await filesOfProfiles(document, env, cell, request.format);
        const [first] = files;
        // One file is itself; several are a zip.
        await this.#write(jobId, files.length === 1 && first ? first.chunks : zipOf(files), signal);
        return { job, answer: files.map(({ path }) => path) };
      }
      case 'open-profiles':
        return { job, answer: await openProfiles(document, env, cell) };
      case 'show-profile':
        return { job, answer: await showProfile(document, env, cell, request) };
      case 'estimate-profiles': {
        const llm: LlmEnvironment = { ...(this.#llm ?? NO_ACCESS), answers: this.options.answers };
        return { job, answer: await estimateCell(document, { ...env, llm }, cell) };
      }
      case 'change-profiles':
        await changeProfiles(document, env, cell, request.edits);
        return { job, answer: null };
    }
  }

  async #models(signal: AbortSignal): Promise<readonly string[]> {
    if (!this.#llm) throw appError('llm/no-endpoint', {});
    const { endpoint, limits } = this.#llm;
    const client = llmClient(endpoint, limits.timeout);
    const outcome = await client.models(signal);
    if (outcome.ok) return outcome.answer;
    const { failure } = outcome;
    if (failure.kind === 'fatal') throw failure.error;
    const host = client.host;
    if (failure.kind === 'lost' && !failure.reached) throw appError('llm/unreachable', { host, attempts: 1 });
    throw appError('llm/gave-up', {
      host,
      attempts: 1,
      last: failure.kind === 'lost' ? failure.why : 'was not taken'
    });
  }

  /** A job of reading files, with its progress. */
  #reading(jobId: string, signal: AbortSignal): ReadJob {
    return {
      signal,
      onProgress: (progress) => {
        const share = progress.totalBytes === null ? null : progress.bytes / Math.max(1, progress.totalBytes);
        const label = `Reading ${progress.path}`;
        this.options.post({ type: 'progress', jobId, progress: { label, share, reading: progress } });
      }
    };
  }

  async #import(
    jobId: string,
    { name, picked, reading }: Extract<IoRequest, { job: 'import' }>,
    signal: AbortSignal
  ): Promise<ImportRecord> {
    const { post } = this.options;
    const job = this.#reading(jobId, signal);
    this.#imports.check(name);
    const source = sourceOf(picked, name, signal);
    const { settings } = await inspectPicked(source, reading);
    const { raw, report, format, digest } = await readPicked(source, name, reading, job);
    post({ type: 'progress', jobId, progress: { label: 'Storing the rows', share: null } });
    const counts = {
      users: raw.users.ids.length,
      items: raw.items.ids.length,
      interactions: raw.interactions.users.length
    };
    return this.#imports.save({ name, digest, format, settings, given: reading, counts, report }, raw);
  }

  async #write(jobId: string, chunks: Iterable<Uint8Array<ArrayBuffer>>, signal: AbortSignal): Promise<void> {
    let held: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    const flush = (): void => {
      for (const bytes of held) this.options.post({ type: 'chunk', jobId, bytes });
      held = [];
      size = 0;
    };
    for (const chunk of chunks) {
      held.push(chunk);
      size += chunk.length;
      if (size < CHUNK) continue;
      flush();
      // Lets a cancel in.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    }
    flush();
  }

  #environment(jobId: string, signal: AbortSignal): NotebookEnvironment {
    const { store, assets, post, models } = this.options;
    const gate = this.#jobs.get(jobId)?.gate;
    return {
      store,
      device: { backend: 'none', adapter: 'none' },
      ...(this.#llm && { llm: { ...this.#llm, answers: this.options.answers } }),
      ...(models && { models }),
      ...(gate && { gate: () => gate.pass() }),
      openSource: (source) => openTabSource(source, { store, assets, signal }),
      openFiles: (source) => openTabFiles(source, { store, signal }),
      onEvent: (event) => post({ type: 'notebook', jobId, event }),
      signal
    };
  }
}

/** The large arrays of an answer, which were made for it alone. */
function buffersOf(reply: IoReply): readonly ArrayBuffer[] {
  if (reply.job !== 'open-explore') return [];
  const { spaces, degrees } = reply.answer;
  return [degrees, ...spaces.map(({ xy }) => xy)].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : []
  );
}

/** What was picked, as a folder of files. */
function sourceOf(picked: Picked, name: string, signal: AbortSignal): FileSource {
  if (picked.from === 'url') return inputsSource(name || picked.url, [urlFile(picked.url, signal)]);
  return inputsSource(name, withoutCommonFolder(picked.files.map(({ path, file }) => blobFile(path, file))));
}
