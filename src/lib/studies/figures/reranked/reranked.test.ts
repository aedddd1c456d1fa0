// The figure "reranked": the program in the place of a language model has the faults that it is set to, and counting finds them.
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { figureInput, smallDataset, smallRun, type Pair } from '../testing/small-data';
import { make } from './make';
import { shownIn, standInAnswer, type Faults } from './stand-in';
import { RerankedData } from './stored';

const NONE: Faults = { position: 0, invents: 0, repeats: 0 };
const titles = Array.from({ length: 30 }, (_, at) => `Harbour tale ${String.fromCharCode(65 + at)}x`);
const key = (step: number) => ({ seed: 7, stream: 25, step });
const answers = (faults: Partial<Faults>, count = 200, candidates = titles) =>
  Array.from({ length: count }, (_, step) =>
    standInAnswer({ history: ['Old tale'], candidates }, { ...NONE, ...faults }, key(step))
  );

describe('the stand-in', () => {
  it('names twenty different candidates where it has no faults', () => {
    for (const answer of answers({}, 3)) {
      expect(new Set(answer).size).toBe(20);
      expect(titles).toEqual(expect.arrayContaining([...answer]));
    }
  });
  it('puts titles first that share words with the history, whatever the order shown', () => {
    const shown = ['Winter train', 'Stormy harbour', 'A garden of winter', 'Quiet city'];
    const ask = (candidates: readonly string[]) =>
      standInAnswer({ history: ['Winter harbours', 'The garden'], candidates }, NONE, key(0));
    expect(ask(shown)[0]).toBe('A garden of winter');
    expect(ask([...shown].reverse())).toEqual(ask(shown));
  });
  it('is an echo of the order shown where that pulls always', () => {
    const [answer] = answers({ position: 1 }, 1, [...titles].reverse());
    expect(answer).toEqual([...titles].reverse().slice(0, 20));
  });
  it('invents about as often as it is set to, and what it invents is not there', () => {
    const all = answers({ invents: 0.1 }).flat();
    const invented = all.filter((title) => !titles.includes(title));
    // 4,000 places: 400 ± 4 standard deviations of 19.
    expect(invented.length).toBeGreaterThan(324);
    expect(invented.length).toBeLessThan(476);
  });
  it('invents a title also where all are of one word', () => {
    const words = ['Harbour', 'Garden', 'harbour II'];
    for (const answer of answers({ invents: 1 }, 5, words))
      for (const title of answer) expect(words.map((word) => word.toLowerCase())).not.toContain(title.toLowerCase());
  });
  it('repeats about as often as it is set to', () => {
    const repeated = answers({ repeats: 0.1 }).reduce((sum, answer) => sum + answer.length - new Set(answer).size, 0);
    // The first place has nothing to repeat: 3,800 places.
    expect(repeated).toBeGreaterThan(306);
    expect(repeated).toBeLessThan(454);
  });
  it('reads the question as it would be sent', () => {
    const question = JSON.stringify({ history: ['H'], candidates: [{ index: 1, title: 'A' }] });
    expect(shownIn(question)).toEqual({ history: ['H'], candidates: ['A'] });
  });
});

const USERS = 40;
const ITEMS = 60;
const train = Array.from({ length: USERS }, (_, user): Pair => [user, user % ITEMS]);
const test = Array.from({ length: USERS }, (_, user): Pair => [user, (user + 1) % ITEMS]);
const shop = smallDataset({ users: USERS, items: ITEMS, train, test });
/** Everybody's list is by item, from the first on. */
const run = smallRun([...Array.from({ length: USERS }, () => [1]), ...Array.from({ length: ITEMS }, (_, item) => [ITEMS - item])], USERS); // prettier-ignore
const made = (faults: Partial<Faults>) =>
  make(
    figureInput({
      dataset: shop,
      runs: [run],
      settings: { ...NONE, ...faults, candidates: 30, users: 40, domain: 'generic' }
    })
  );

describe('the figure', () => {
  it('counts nothing where there is nothing to count, and an echo changes no list', async () => {
    const { counts, worth, order, values } = await made({ position: 1 });
    expect(counts).toEqual({ lists: 40, places: 800, invented: 0, listsWithInvented: 0, repeated: 0 });
    expect(worth?.after).toBe(worth?.before);
    expect(values.gain).toBe(0);
    // Ten of thirty at random stay ten of thirty.
    expect(order.same).toBeGreaterThan(0.2);
    expect(order.same).toBeLessThan(0.5);
    expect(order.chance).toBeCloseTo(1 / 3, 14);
  });
  it('finds that a judge who does not look at the order answers the same in another one', async () => {
    expect((await made({ position: 0, invents: 0.2 })).values.same).toBe(1);
  });
  it('counts what it invents, place by place and list by list, and shows an answer with faults', async () => {
    const { counts, values, example } = await made({ invents: 0.1 });
    expect(counts.invented / counts.places).toBe(values.places);
    expect(values.places).toBeGreaterThan(0.05);
    expect(values.places).toBeLessThan(0.15);
    expect(values.lists).toBeGreaterThan(values.places ?? 1);
    const invented = example.answer.filter(({ fault }) => fault === 'invented');
    expect(invented.length).toBeGreaterThan(1);
    for (const { title } of invented) expect(example.candidates).not.toContain(title);
    for (const { title, fault } of example.answer) if (fault === null) expect(example.candidates).toContain(title);
  });
  it('has no numbers where nobody can be asked about', async () => {
    const nobody = smallDataset({ users: USERS, items: ITEMS, train });
    const settings = { ...NONE, candidates: 30, users: 40, domain: 'generic' };
    const { worth, values } = await make(figureInput({ dataset: nobody, runs: [run], settings }));
    expect(worth).toBeNull();
    expect(values).toEqual({ ...NONE });
  });
  it('is the same twice, as plain JSON, and stops when it is cancelled', async () => {
    const data = await made({ position: 0.5, invents: 0.05, repeats: 0.05 });
    expect(await made({ position: 0.5, invents: 0.05, repeats: 0.05 })).toEqual(data);
    expect(v.parse(RerankedData, JSON.parse(JSON.stringify(data)))).toEqual(data);
    const settings = { ...NONE, candidates: 30, users: 4, domain: 'generic' };
    const step = () => Promise.reject(new Error('cancelled'));
    await expect(make(figureInput({ dataset: shop, runs: [run], settings, step }))).rejects.toThrow('cancelled');
  });
});
