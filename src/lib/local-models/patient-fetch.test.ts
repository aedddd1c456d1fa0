import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { patientFetch } from './patient-fetch';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}

it('gives up a server that says nothing at all, and one that falls silent in the middle', async () => {
  const silent = await serve(() => undefined);
  await expect(patientFetch(silent, {}, 50)).rejects.toThrow('sent nothing for 0.05 s');
  server?.closeAllConnections();
  server?.close();
  const half = await serve((response) => response.writeHead(200, { 'content-length': '10' }).write('half'));
  const response = await patientFetch(half, {}, 200);
  await expect(response.text()).rejects.toThrow('sent nothing for 0.2 s');
});

it('gives all else as it comes: status, headers, every byte, and an end that was asked for', async () => {
  const address = await serve((response) => response.writeHead(404, { 'x-said': 'no' }).end('gone'));
  const response = await patientFetch(address);
  expect([response.status, response.headers.get('x-said'), await response.text()]).toEqual([404, 'no', 'gone']);
  const stop = new AbortController();
  stop.abort();
  await expect(patientFetch(address, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
