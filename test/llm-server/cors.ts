// What a browser asks before a page of another origin may call, and what it is told. The key's header is never covered by `*`,
// so the headers a page wants to send are named back to it.
import type { IncomingMessage, ServerResponse } from 'node:http';

interface CorsOptions {
  readonly cors?: boolean;
  readonly exposeRetryAfter?: boolean;
}

export function corsHeaders({ cors, exposeRetryAfter }: CorsOptions): Readonly<Record<string, string>> {
  if (cors === false) return {};
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': exposeRetryAfter ? 'x-request-id, retry-after' : 'x-request-id'
  };
}

export function preflight(message: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': message.headers['access-control-request-headers'] ?? 'authorization, content-type'
  });
  response.end();
}
