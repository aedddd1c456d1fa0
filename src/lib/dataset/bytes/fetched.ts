// What lies behind an address, as a stream that ends: a server that falls silent, drips, never ends or breaks off is left, and the error
// says which. Works in the tab and in Node.
import { appError, type AppError } from '#lib/errors/app-error';
import { joinBytes } from './join';

type Bytes = Uint8Array<ArrayBuffer>;

export interface FetchLimits {
  /** Without a byte. */
  readonly silenceMs: number;
  /** Of waiting for bytes, all together; what is done with them does not count. */
  readonly waitMs: number;
  readonly bytes: number;
}

export const FETCH_LIMITS: FetchLimits = { silenceMs: 30_000, waitMs: 3_600_000, bytes: 2 ** 33 };

export interface FetchOptions {
  readonly method?: 'GET' | 'HEAD';
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<FetchLimits> | undefined;
}

/** How a file is called in messages. */
export interface FileName {
  readonly path: string;
  readonly source: string;
}

export interface Fetched {
  readonly status: number;
  readonly ok: boolean;
  readonly type: string;
  /** @throws AppError dataset/unreadable, internal/cancelled while it is read */
  readonly body: ReadableStream<Bytes>;
}

/** @throws AppError dataset/unreadable, internal/cancelled */
export async function fetchFile(url: URL | string, file: FileName, options: FetchOptions = {}): Promise<Fetched> {
  const { method = 'GET', signal } = options;
  const wait = new Wait({ ...FETCH_LIMITS, ...options.limits }, file, signal);
  const response = await wait.for(
    fetch(url, { method, signal: wait.signal }),
    'the address could not be reached, or does not allow other pages to read from it'
  );
  const reader = response.body?.getReader();
  const body = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const next = reader
          ? await wait.for(reader.read(), 'the connection ended before all of it had come')
          : { done: true as const, value: undefined };
        if (next.done) {
          controller.close();
          return;
        }
        wait.count(next.value.length);
        controller.enqueue(next.value);
      },
      cancel: (reason) => reader?.cancel(reason)
    },
    { highWaterMark: 0 }
  );
  return { status: response.status, ok: response.ok, type: response.headers.get('content-type') ?? '', body };
}

/** All that comes of a body. */
export async function wholeOf(body: ReadableStream<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  return joinBytes(parts);
}

/** Waiting for one server: how long it may still take, and how much may still come. */
class Wait {
  readonly #own = new AbortController();
  readonly signal: AbortSignal;
  #waited = 0;
  #bytes = 0;
  readonly #limits: FetchLimits;
  readonly #file: FileName;
  readonly #theirs: AbortSignal | undefined;

  constructor(limits: FetchLimits, file: FileName, theirs: AbortSignal | undefined) {
    this.#limits = limits;
    this.#file = file;
    this.#theirs = theirs;
    this.signal = theirs ? AbortSignal.any([theirs, this.#own.signal]) : this.#own.signal;
  }

  /** @param otherwise the reason where it fails for none that is known here */
  async for<T>(work: Promise<T>, otherwise: string): Promise<T> {
    const { silenceMs, waitMs } = this.#limits;
    const since = performance.now();
    const most = Math.min(silenceMs, waitMs - this.#waited);
    const isLast = most < silenceMs;
    const timer = setTimeout(() => {
      const seconds = `${Math.round((isLast ? waitMs : silenceMs) / 1000)} s`;
      this.#leave(
        isLast ? `not all of it had come after ${seconds} of waiting` : `the server sent nothing for ${seconds}`
      );
    }, most);
    try {
      return await work;
    } catch (error) {
      if (this.#theirs?.aborted) throw appError('internal/cancelled', { what: 'Reading the data' }, {}, error);
      throw this.#reason ?? this.#unreadable(otherwise, error);
    } finally {
      clearTimeout(timer);
      this.#waited += performance.now() - since;
    }
  }

  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#limits.bytes) return;
    this.#leave(
      `it is larger than the ${(this.#limits.bytes / 1e6).toLocaleString('en')} MB that are read from an address`
    );
    throw this.#reason ?? new Error('The reason is known');
  }

  #reason: AppError | null = null;

  #leave(reason: string): void {
    this.#reason = this.#unreadable(reason);
    this.#own.abort(this.#reason);
  }

  #unreadable(reason: string, cause?: unknown): AppError {
    return appError('dataset/unreadable', { ...this.#file, reason }, {}, cause);
  }
}
