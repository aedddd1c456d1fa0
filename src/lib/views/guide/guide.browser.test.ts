// A lesson's guide with its head and cards in a real page: what a changed setting finishes and what it does not, where the focus is when
// what had it is gone. In a browser because the guide's state is Svelte's.
import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as tools from '../document/tools';
import { NotebookSession } from '../session/notebook-session.svelte';
import GuidedLesson from '../testing/GuidedLesson.svelte';
import type { Guide } from './guide.svelte';
import { keepProgress, NOTHING_DONE } from './progress';
import '../../../app.css';

const NAME = 'made-up';
const FILE = 'lessons/made-up.md';
const LESSON = `---
lesson: 1
minutes: 1
---

# Made up

\`\`\`dataset
name: books
source: bookshop
noise: 0.2
\`\`\`

\`\`\`step
id: read
title: Read
say: Read this.
until: read
\`\`\`

\`\`\`step
id: guess
title: Guess
say: Guess.
choose: [few, many]
\`\`\`

\`\`\`step
id: hidden
title: Hidden
say: Guess what is covered.
covers: books > degrees
curve: 0 to 1
over: [1, 2, 3]
value: books.*
\`\`\`

\`\`\`step
id: louder
title: Louder
say: Change the noise.
until: changed books.noise
\`\`\`
`;

let page: HTMLElement;
let mounted: Record<string, unknown> | null = null;

beforeEach(() => {
  keepProgress(NAME, NOTHING_DONE);
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(async () => {
  await close();
  page.remove();
});

async function close(): Promise<void> {
  if (mounted) await unmount(mounted);
  mounted = null;
}

/** Opens the lesson, with the reader's own text where one is kept, and a query. */
async function open(kept = LESSON, query = '') {
  const original = tools.prepareNotebook(LESSON, FILE);
  const session = new NotebookSession({
    fileName: FILE,
    notebook: original,
    results: {},
    original: { notebook: original, results: {} },
    engine: () => Promise.reject(new Error('not in this test')),
    tools: () => Promise.resolve(tools),
    keep: () => Promise.resolve()
  });
  let guide: Guide | undefined;
  const address = { read: () => query, write: () => undefined };
  mounted = mount(GuidedLesson, {
    target: page,
    props: { name: NAME, session, original, address, onGuide: (made: Guide) => void (guide = made) }
  });
  flushSync();
  if (kept !== LESSON) session.open(tools.prepareNotebook(kept, FILE), {}, new Map());
  if (!guide) throw new Error('No guide');
  await guide.wake();
  flushSync();
  const edit = async (text: string) => {
    expect(await session.edit('a test', () => text)).toBeNull();
    await tick();
  };
  return { guide, session, edit };
}

const noise = (value: number): string => tools.setCellValue(LESSON, 'books', 'noise', value);
function button(name: string): HTMLButtonElement {
  const found = [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  if (!found) throw new Error(`No button "${name}"`);
  return found;
}
/** The button that answers the question of a card. */
function answerIn(title: string): HTMLButtonElement {
  const cards = [...page.querySelectorAll('article')];
  const found = cards
    .find((one) => one.querySelector('h3')?.textContent === title)
    ?.querySelector('form button:last-of-type');
  if (!(found instanceof HTMLButtonElement)) throw new Error(`No form in "${title}"`);
  return found;
}
async function press(name: string): Promise<void> {
  button(name).focus();
  button(name).click();
  await tick();
  await tick();
}
const focused = (): string => document.activeElement?.textContent.trim() ?? '';

describe('a step that waits for a changed setting', () => {
  it('is done by the change', async () => {
    const { guide, edit } = await open();
    await edit(noise(0.4));
    expect(guide.progress.done).toEqual(['louder']);
    expect(guide.current).toBe('louder');
  });

  it('is not done at opening by what a kept copy had changed, so that a link opens the card that it names', async () => {
    const { guide, edit } = await open(noise(0.4), '?step=guess');
    expect(guide.progress.done).toEqual([]);
    expect(guide.current).toBe('guess');
    expect(focused()).toBe('Guess');
    await edit(`${noise(0.4)}\nAnother sentence.\n`);
    expect(guide.progress.done).toEqual([]);
    await edit(noise(0.5));
    expect(guide.progress.done).toEqual(['louder']);
  });

  it('is not done by another edit after starting over', async () => {
    const { guide, edit } = await open();
    await edit(noise(0.4));
    guide.startOver();
    await edit(`${noise(0.4)}\nAnother sentence.\n`);
    expect(guide.progress.done).toEqual([]);
    await close();
    const again = await open(noise(0.4));
    expect(again.guide.progress.done).toEqual([]);
  });

  it('is not done by a cell that is gone', async () => {
    const { guide, session, edit } = await open();
    const cell = session.cells[0];
    if (!cell) throw new Error('No cell');
    await edit(tools.removeBlock(session.notebook, cell.key));
    await edit(LESSON);
    expect(guide.progress.done).toEqual([]);
  });
});

describe('the focus', () => {
  it('goes on to what took the place of the button that was pressed', async () => {
    await open();
    await press('I have read this');
    expect(focused()).toBe('Go on');
    await press('Start over');
    expect(focused()).toBe('Undo starting over');
    await press('Undo starting over');
    expect(focused()).toBe('Start over');
  });
});

describe('what holds an answer', () => {
  const part = (): HTMLElement => {
    const found = [...page.querySelectorAll('div')].find(
      (one) => one.firstElementChild?.textContent === 'The answer is 42.'
    );
    if (!found) throw new Error('No part');
    return found;
  };
  const seen = (): string => part().innerText.trim();

  it('is not seen and not reached by keys until the question is answered', async () => {
    await open();
    expect(part().dataset.covered).toBe('Covered until step 3 is answered.');
    expect(seen()).toBe('');
    button('Table').focus();
    expect(focused()).not.toBe('Table');
    // Forms that are no choice come with the first use of the page.
    dispatchEvent(new Event('pointermove'));
    await expect.poll(() => page.querySelectorAll('[role=slider]').length).toBe(3);
    const point = page.querySelector('[role=slider]');
    point?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    flushSync();
    answerIn('Hidden').click();
    await tick();
    expect(part().dataset.covered).toBeUndefined();
    expect(seen()).toContain('The answer is 42.');
  });

  it('is shown after a warning to who asks for it, and the step is marked', async () => {
    const { guide } = await open();
    await press('Show me');
    expect(seen()).toBe('');
    await press('I will guess');
    expect(focused()).toBe('Show me');
    await press('Show me');
    await press('Show the answer');
    expect(seen()).toContain('The answer is 42.');
    expect(guide.progress).toMatchObject({ done: ['hidden'], shown: ['hidden'], answers: {} });
    expect(page.textContent).toContain('✓ done, shown');
  });
});

it('a question that is asked anew has nothing chosen yet', async () => {
  const { guide } = await open();
  page.querySelector<HTMLInputElement>('input[value=many]')?.click();
  await tick();
  await press('This is my answer');
  expect(guide.progress.answers).toEqual({ guess: 'many' });
  guide.startOver();
  await tick();
  expect(page.querySelector<HTMLInputElement>('input[value=many]')?.checked).toBe(false);
  expect(button('This is my answer').disabled).toBe(true);
});
