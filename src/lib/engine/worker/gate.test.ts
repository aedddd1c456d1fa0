import { expect, it } from 'vitest';
import { Gate } from './gate';

it('lets work pass while open, holds it while shut, and lets all of it go when opened', async () => {
  const gate = new Gate();
  const passed: string[] = [];
  await gate.pass();
  gate.shut();
  const held = Promise.all(['a', 'b'].map((name) => gate.pass().then(() => passed.push(name))));
  await Promise.resolve();
  expect(passed).toEqual([]);
  gate.open();
  await held;
  expect(passed).toEqual(['a', 'b']);
  expect(gate.isShut).toBe(false);
});
