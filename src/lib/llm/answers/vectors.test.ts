// Vectors are paid for once, in batches, through faults, and in the order of the texts.
import { afterEach, describe, expect, it } from 'vitest';
import { faultPlan, type Fault } from '../../../../test/llm-server/faults';
import { startLlmServer, type LlmServer } from '../../../../test/llm-server/server';
import { testEnvironment } from '../testing';
import { embedAll, sharesOf } from './vectors';

let server: LlmServer | undefined;
afterEach(async () => {
  expect(server?.schemaProblems ?? []).toEqual([]);
  await server?.close();
});
const texts = Array.from({ length: 300 }, (_, at) => `Text ${at % 290} about tea`);
const model = { model: 'made-up', dimensions: 0 };

describe('vectors', () => {
  it('are the same through faults of every kind, and each is asked for once', async () => {
    server = await startLlmServer();
    const straight = await embedAll(texts, model, testEnvironment(server.url), {}, 'Vectors');
    expect(server.calls).toHaveLength(Math.ceil(290 / 64));
    await server.close();
    const faults: Fault[] = [
      { kind: 'too-few-vectors' },
      { kind: 'shuffled-vectors' },
      { kind: 'null-in-vector' },
      { kind: 'nan-in-vector' },
      { kind: 'no-index' },
      { kind: 'wrong-width', vectors: 'last' },
      { kind: 'rate-limit' },
      { kind: 'cut-mid-body' }
    ];
    server = await startLlmServer({ faults: faultPlan({ seed: 1, share: 0.6, faults }) });
    const llm = testEnvironment(server.url);
    const through = await embedAll(texts, model, llm, {}, 'Vectors');
    expect(through.map(({ vector }) => vector)).toEqual(straight.map(({ vector }) => vector));
    const calls = server.calls.length;
    expect(server.calls.some(({ fault }) => fault !== null)).toBe(true);
    const again = await embedAll([...texts, 'new'], model, llm, {}, 'Vectors');
    expect(again).toHaveLength(301);
    expect(server.calls.length - calls).toBeLessThan(8);
    expect(again.filter(({ reused }) => !reused)).toHaveLength(1);
  });

  it('of other dimensions are others', async () => {
    server = await startLlmServer();
    const llm = testEnvironment(server.url);
    await embedAll(['tea'], model, llm, {}, 'Vectors');
    const [short] = await embedAll(['tea'], { ...model, dimensions: 4 }, llm, {}, 'Vectors');
    expect(short?.vector).toHaveLength(4);
    expect(await llm.answers.count()).toBe(2);
  });
});

it('the tokens of a batch are shared out whole', () => {
  expect(sharesOf({ inputTokens: 10, outputTokens: 0 }, [1, 1, 1]).map((share) => share?.inputTokens)).toEqual([
    3, 4, 3
  ]);
  expect(sharesOf({ inputTokens: 7, outputTokens: 0 }, [0, 0]).map((share) => share?.inputTokens)).toEqual([7, 0]);
  expect(sharesOf(null, [1, 2])).toEqual([null, null]);
});
