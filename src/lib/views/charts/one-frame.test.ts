// Charts are measured and profiles marked in one place: a component that does it by itself is found here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const VIEWS = fileURLToPath(new URL('..', import.meta.url));
const components = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svelte'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), code: readFileSync(join(VIEWS, path), 'utf8') }));
const withCode = (pattern: RegExp) => components.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

test('a chart is measured by its frame and by nothing else', () => {
  expect(withCode(/bind:clientWidth/)).toEqual(['charts/ChartFrame.svelte']);
});

test('phrases of a profile are marked on its card and nowhere else', () => {
  expect(withCode(/<mark\b/)).toEqual(['shell/ProfileCard.svelte']);
});
