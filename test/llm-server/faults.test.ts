import { describe, expect, it } from 'vitest';
import { CallLog } from './calls';
import { type Fault, faultPlan, type FaultPlan } from './faults';
import type { Request } from './requests';

const CHAT: Request = { endpoint: 'chat', body: { model: 'm', messages: [{ role: 'user', content: 'hello' }] } };
const EMBEDDING: Request = { endpoint: 'embeddings', body: { model: 'm', input: 'hello' } };
const FAULTS: Fault[] = [{ kind: 'server-error' }, { kind: 'refusal' }, { kind: 'no-index' }];

/** The kinds that strike the first n calls. */
function strikes(plan: FaultPlan, request: Request, n: number): (Fault['kind'] | null)[] {
  const log = new CallLog();
  const decide = faultPlan(plan);
  return Array.from({ length: n }, () => {
    const call = log.arrive({ method: 'POST', path: '/', headers: {}, digest: '' });
    call.request = request;
    return decide(call)?.kind ?? null;
  });
}

describe('a plan of faults', () => {
  it('strikes the same calls again for the same seed, and others for another', () => {
    const plan = { seed: 3, share: 0.3, faults: FAULTS };
    expect(strikes(plan, CHAT, 200)).toEqual(strikes(plan, CHAT, 200));
    expect(strikes({ ...plan, seed: 4 }, CHAT, 200)).not.toEqual(strikes(plan, CHAT, 200));
  });

  it('strikes the share asked for: none at 0, all at 1, nearly a fifth at a fifth', () => {
    const struck = (share: number) =>
      strikes({ seed: 1, share, faults: FAULTS }, CHAT, 2000).filter((kind) => kind !== null).length;
    expect(struck(0)).toBe(0);
    expect(struck(1)).toBe(2000);
    // Four standard deviations of 2000 draws are 72; the draws are fixed, so this holds always or never.
    expect(Math.abs(struck(0.2) - 400)).toBeLessThan(72);
  });

  it('strikes with every fault that fits the call and with no other', () => {
    const kinds = (request: Request) => new Set(strikes({ seed: 1, share: 1, faults: FAULTS }, request, 100));
    expect(kinds(CHAT)).toEqual(new Set(['server-error', 'refusal']));
    expect(kinds(EMBEDDING)).toEqual(new Set(['server-error', 'no-index']));
    expect(kinds({ endpoint: 'models' })).toEqual(new Set(['server-error']));
  });

  it('spares a call that no fault fits', () => {
    expect(strikes({ seed: 1, share: 1, faults: [{ kind: 'refusal' }] }, EMBEDDING, 5)).toEqual(Array(5).fill(null));
  });
});
