// A fetch that is given up when the server falls silent: weights are large and may take as long as they come, but not for ever without a
// byte. What ends before the bytes that were promised is no answer.

/** Milliseconds without a byte. */
export const SILENCE = 60_000;

/** The answer began well and did not come to its end. */
export class CutShort extends Error {
  constructor(came: number, promised: number | null, cause?: unknown) {
    const of = promised === null ? '' : ` of ${promised}`;
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    super(`the answer broke off after ${came}${of} bytes${why}`, { cause });
  }
}

/** Bytes of the body as the server promised them; null where it did not, or packed them. */
export function promisedBytes({ headers }: Response): number | null {
  const length = headers.get('content-length');
  const isPacked = headers.get('content-encoding') !== null;
  return length === null || isPacked || !/^\d+$/.test(length) ? null : Number(length);
}

/**
 * As `fetch`; the answer's body ends with an error after `silence` milliseconds without a byte, and so does the wait for its beginning.
 * @throws DOMException of the name TimeoutError, AbortError; the body: AbortError, CutShort
 */
export async function patientFetch(
  address: string | URL | Request,
  options: RequestInit = {},
  silence: number = SILENCE
): Promise<Response> {
  const own = new AbortController();
  const giveUp = (): void =>
    own.abort(new DOMException(`the server sent nothing for ${silence / 1000} s`, 'TimeoutError'));
  let timer = setTimeout(giveUp, silence);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silence);
  };
  const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
  try {
    const response = await fetch(address, { ...options, signal });
    if (!response.body) {
      clearTimeout(timer);
      return response;
    }
    heard();
    const reader = response.body.getReader();
    const promised = response.status === 200 ? promisedBytes(response) : null;
    let came = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          // Only waiting counts, not what is done with the bytes.
          heard();
          try {
            const { done, value } = await reader.read().finally(() => clearTimeout(timer));
            came += value?.length ?? 0;
            if (!done) controller.enqueue(value);
            else if (promised !== null && came < promised) controller.error(new CutShort(came, promised));
            else controller.close();
          } catch (error) {
            controller.error(options.signal?.aborted ? error : new CutShort(came, promised, error));
          }
        },
        cancel: (reason) => reader.cancel(reason)
      },
      { highWaterMark: 0 }
    );
    clearTimeout(timer);
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}
