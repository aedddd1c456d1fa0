// Fetching for a client of paid services: nothing but the server that was named is asked, and its whole answer arrives within the
// caller's deadline and a limit of size, or not at all. Knows nothing of what the answer says.

/** Bytes. Sixty-four vectors of 8192 numbers, written out with spaces, have half of it. */
export const MOST_BYTES = 32 * 1024 * 1024;

export type BrokenAnswer =
  /** `to`: the origin that the server points to, where it can be seen (a browser shows it to no page). */
  | { readonly is: 'redirect'; readonly to: string | null }
  | { readonly is: 'too-large'; readonly status: number }
  /** The head came, and the body not before the deadline, or not whole. */
  | { readonly is: 'late'; readonly status: number }
  | { readonly is: 'cut'; readonly status: number };

export class AnswerError extends Error {
  constructor(readonly broken: BrokenAnswer) {
    super(`The answer was ${broken.is}`);
  }
}

/**
 * `fetch` that resolves when the whole body is there: who aborts its signal after some time sets a deadline for all of it.
 * @throws AnswerError; what fetch throws before the head is there
 */
export async function fetchWhole(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  // Not 'error', which fails like a server that is not there: here the reader is told.
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const { status, statusText, headers } = response;
  if (response.type === 'opaqueredirect' || (headers.has('location') && status >= 300 && status < 400)) {
    await response.body?.cancel();
    throw new AnswerError({ is: 'redirect', to: originOf(headers.get('location'), url) });
  }
  const body = response.body === null ? null : await textOfBody(response.body, status, init.signal ?? null);
  // Other statuses cannot be written into a response, and mean nothing that these do not.
  return new Response(body, { status: Math.min(status, 599), statusText, headers });
}

async function textOfBody(body: ReadableStream<Uint8Array>, status: number, signal: AbortSignal | null) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > MOST_BYTES) throw new AnswerError({ is: 'too-large', status });
      parts.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    // What is still on its way is not wanted.
    await reader.cancel().catch(() => undefined);
    if (error instanceof AnswerError) throw error;
    throw new AnswerError({ is: signal?.aborted ? 'late' : 'cut', status });
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function originOf(location: string | null, url: string | URL | Request): string | null {
  const base = url instanceof Request ? url.url : url;
  return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : null;
}
