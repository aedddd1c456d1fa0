// A server for tests that speaks the OpenAI API's wire format on this machine and misbehaves on order (faults.ts). It knows
// chats, embeddings and the list of models; nothing in it thinks. Bodies that arrive and bodies it sends are checked against the
// API's own description where that is at hand; `schemaProblems` must be empty at the end of a test.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { defaultAnswer } from './answers';
import { type Call, type CallInfo, CallLog, type Counts } from './calls';
import { corsHeaders, preflight } from './cors';
import { type Fault, fits } from './faults';
import type { Habit } from './habits';
import { type Claim, errorReply, type Reply, replyTo } from './replies';
import { answerProblems, type ChatBody, readRequest, type Request } from './requests';
import { loadReference } from './schema-check';

export interface LlmServerOptions {
  /** The bearer key to ask for; none where left out. */
  readonly key?: string;
  /** What befalls an arriving call that could be answered; a fault that does not fit the call does not happen. */
  readonly faults?: (call: CallInfo) => Fault | null;
  /** What this kind of server does with every call that no fault befalls (habits.ts). */
  readonly habit?: Habit;
  /** The text of a chat's answer; a profile made of a digest of what was asked where left out. */
  readonly answer?: (request: ChatBody) => string;
  /** Width of vectors where a request names none; 8 where left out. */
  readonly dimensions?: number;
  /** Milliseconds before anything is sent. */
  readonly latency?: number;
  /** Whether pages of other origins may call; true where left out. */
  readonly cors?: boolean;
  /** Whether such a page may read retry-after; the API does not let it. */
  readonly exposeRetryAfter?: boolean;
}

export interface LlmServer {
  /** http://127.0.0.1:PORT/v1 */
  readonly url: string;
  /** Everything that arrived, in order; preflights are only counted. */
  readonly calls: readonly CallInfo[];
  counts(): Counts;
  /** What broke the API's form, in what arrived and in what was sent; where the form was broken on order, it is not told. */
  readonly schemaProblems: readonly string[];
  close(): Promise<void>;
}

interface Address {
  readonly method: 'GET' | 'POST';
  readonly endpoint: Request['endpoint'];
}

const ADDRESSES: ReadonlyMap<string, Address> = new Map([
  ['/v1/chat/completions', { method: 'POST', endpoint: 'chat' }],
  ['/v1/embeddings', { method: 'POST', endpoint: 'embeddings' }],
  ['/v1/models', { method: 'GET', endpoint: 'models' }]
]);

const reference = loadReference();

export async function startLlmServer(options: LlmServerOptions = {}): Promise<LlmServer> {
  const log = new CallLog();
  const problems: string[] = [];
  const server = createServer((message, response) => {
    handle(message, response, { options, log, problems }).catch((error: unknown) => {
      // A caller that hangs up while it still sends is no failure.
      if (message.complete) problems.push(`The server itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls: log.calls,
    counts: () => log.counts(),
    schemaProblems: problems,
    close: () =>
      new Promise((resolve) => {
        // A second close finds the server closed already, and that is no error.
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

interface Context {
  readonly options: LlmServerOptions;
  readonly log: CallLog;
  readonly problems: string[];
}

async function handle(message: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const { options, log } = context;
  // A browser sends a call again by itself when a connection it had kept breaks before the head: the log would then hold calls
  // that no client made. So no connection is kept.
  response.setHeader('connection', 'close');
  for (const [name, value] of Object.entries(corsHeaders(options))) response.setHeader(name, value);
  if (message.method === 'OPTIONS' && options.cors !== false) {
    log.preflights += 1;
    preflight(message, response);
    return;
  }
  const text = await readText(message);
  const call = log.arrive({
    method: message.method ?? '',
    path: new URL(message.url ?? '', 'http://localhost').pathname,
    headers: headersOf(message),
    digest: createHash('sha256').update(text).digest('hex')
  });
  if (response.closed) log.leave();
  else response.once('close', () => log.leave());
  response.setHeader('x-request-id', `req_${call.number}`);
  const reply = decide(call, text, context);
  if (!(await waited(options.latency ?? 0, response))) return;
  send(reply, call, response);
}

async function readText(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function headersOf(message: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
}

/** Address, key and body first, as the API does; then the fault; then the answer. */
function decide(call: Call, text: string, context: Context): Reply {
  const { options, problems } = context;
  const address = ADDRESSES.get(call.path);
  if (!address) return errorReply(404, { message: `There is nothing at ${call.path}.`, code: 'unknown_url' });
  if (address.method !== call.method) return errorReply(405, { message: `${call.path} takes ${address.method} only.` });
  const refusal = refusedKey(call, options.key);
  if (refusal) return refusal;
  const body = address.method === 'POST' ? parsed(text) : null;
  if (body === undefined) {
    problems.push(`Call ${call.number}: the body is not JSON`);
    return errorReply(400, { message: 'The body is not JSON.' });
  }
  const read = readRequest(address.endpoint, body, reference);
  if (!read.ok) {
    problems.push(...read.problems.map((problem) => `Call ${call.number}: ${problem}`));
    return errorReply(400, { message: read.problems.join('; ') });
  }
  call.request = read.request;
  const reply = answered(call, read.request, options);
  problems.push(...ownProblems(reply, call, options));
  return reply;
}

function refusedKey(call: Call, key: string | undefined): Reply | null {
  if (key === undefined || call.headers.authorization === `Bearer ${key}`) return null;
  const sent = call.headers.authorization?.startsWith('Bearer ') ?? false;
  // The key itself is never written back.
  return sent
    ? errorReply(401, { message: 'The key is not right.', code: 'invalid_api_key' })
    : errorReply(401, { message: 'There is no key in the authorization header.' });
}

/** undefined where the text is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answered(call: Call, request: Request, options: LlmServerOptions): Reply {
  const wanted = options.faults?.(call) ?? null;
  const fault = wanted && fits(wanted, request) ? wanted : null;
  call.fault = fault?.kind ?? null;
  const plain = replyTo(request, fault, call.number, { answer: options.answer, dimensions: options.dimensions ?? 8 });
  return (fault ? null : options.habit?.(request, plain)) ?? plain;
}

function ownProblems(reply: Reply, call: CallInfo, options: LlmServerOptions): string[] {
  const claim: Claim = 'claim' in reply ? reply.claim : null;
  const problems = reference && claim ? claim.values.flatMap((value) => reference.problems(value, claim.schema)) : [];
  const told = problems.map((problem) => `Answer ${call.number}: ${problem}`);
  const { request } = call;
  if (request?.endpoint !== 'chat' || call.fault !== null || options.answer) return told;
  const misfits = answerProblems(request.body, defaultAnswer(request.body));
  return [...told, ...misfits.map((problem) => `Answer ${call.number} is not in the form asked for: ${problem}`)];
}

/** Whether the caller is still there after the wait. */
function waited(milliseconds: number, response: ServerResponse): Promise<boolean> {
  if (milliseconds === 0 || response.closed) return Promise.resolve(!response.closed);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

function send(reply: Reply, call: Call, response: ServerResponse): void {
  if (reply.kind === 'silence') return;
  const { socket } = response;
  if (reply.kind === 'cut') {
    socket?.destroy();
    return;
  }
  // Node's fetch takes the end of a connection that was to close for the end of a stream: a cut one must look kept.
  if (reply.kind === 'half' || (reply.kind === 'events' && reply.ending === 'cut')) {
    response.setHeader('connection', 'keep-alive');
  }
  if (reply.kind === 'events') {
    call.status = 200;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    const text = reply.events.join('');
    if (reply.ending === 'cut') cutAfter(text, response, socket);
    else finish(text, call, response);
    return;
  }
  const bytes = Buffer.from(reply.text);
  call.status = reply.status;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length });
  if (reply.kind === 'half') cutAfter(bytes.subarray(0, Math.ceil(bytes.length / 2)), response, socket);
  else finish(bytes, call, response);
}

function finish(content: string | Buffer, call: Call, response: ServerResponse): void {
  response.end(content, () => {
    call.answered = call.status === 200 && call.fault === null;
  });
}

/** The connection ends once what was written has left. */
function cutAfter(content: string | Buffer, response: ServerResponse, socket: Socket | null): void {
  response.write(content, () => socket?.destroy());
}
