import { expect, it } from 'vitest';
import { profileTime } from './profile-time';

const part = (node: 'item' | 'user', questions: number, stored: number, tokens: number) => ({
  node,
  questions,
  stored,
  inputTokens: 0,
  outputTokens: (questions - stored) * tokens,
  dollars: 0
});

it('what is left takes as long as its answers are long, by the item that was measured', () => {
  expect(profileTime({ parts: [part('item', 11, 1, 180), part('user', 20, 0, 90)] }, 4)).toBe(10 * 4 + 20 * 2);
  expect(profileTime({ parts: [part('item', 11, 11, 180), part('user', 20, 5, 90)] }, 4)).toBe(15 * 4);
  expect(profileTime({ parts: [part('item', 3, 3, 1), part('user', 2, 2, 1)] }, 4)).toBe(0);
});
