// A fetch that is given up when the server falls silent: weights are large and may take as long as they come, but not for ever without a
// byte.

/** Milliseconds without a byte. */
export const SILENCE = 60_000;

/**
 * As `fetch`; the answer's body ends with an error after `silence` milliseconds without a byte, and so does the wait for its beginning.
 * @throws DOMException of the name TimeoutError, AbortError
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
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          // Only waiting counts, not what is done with the bytes.
          heard();
          const { done, value } = await reader.read().finally(() => clearTimeout(timer));
          if (done) controller.close();
          else controller.enqueue(value);
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
