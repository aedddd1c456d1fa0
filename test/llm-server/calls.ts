// What arrived, in order, and what was sent back for it: the server's memory of a test.
import type { Fault } from './faults';
import { inputsOf, type Request } from './requests';

export interface CallInfo {
  /** Arrival number, from 0. */
  readonly number: number;
  readonly method: string;
  /** E.g. "/v1/chat/completions". */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body's bytes, hexadecimal; of nothing where there is no body. */
  readonly digest: string;
  /** null where the address, the key or the body was refused. */
  readonly request: Request | null;
  /** How many calls with the very same body came before, whatever became of them. */
  readonly attempt: number;
  /** null until a head was sent, and for ever where none is. */
  readonly status: number | null;
  /** What went wrong on order. */
  readonly fault: Fault['kind'] | null;
  /** The whole answer of status 200 was handed over, and no fault lay on it. */
  readonly answered: boolean;
}

export interface Counts {
  readonly calls: number;
  readonly faults: number;
  /** Calls by what they ask, whatever became of them: a chat's texts joined by line breaks; each text of an embedding call. */
  readonly byInput: ReadonlyMap<string, number>;
  /** The same for answered calls only: above 1, something was paid for twice. */
  readonly answersByInput: ReadonlyMap<string, number>;
  /** Most calls that were under way at a time. */
  readonly mostAtOnce: number;
  /** OPTIONS that a browser sent ahead; they are no calls. */
  readonly preflights: number;
}

/** A CallInfo while its call is under way. */
export type Call = { -readonly [Field in keyof CallInfo]: CallInfo[Field] };

export class CallLog {
  readonly calls: Call[] = [];
  preflights = 0;
  readonly #attempts = new Map<string, number>();
  #underWay = 0;
  #mostAtOnce = 0;

  arrive(call: Pick<CallInfo, 'method' | 'path' | 'headers' | 'digest'>): Call {
    const same = `${call.method} ${call.path} ${call.digest}`;
    const attempt = this.#attempts.get(same) ?? 0;
    this.#attempts.set(same, attempt + 1);
    const arrived: Call = {
      ...call,
      number: this.calls.length,
      attempt,
      request: null,
      status: null,
      fault: null,
      answered: false
    };
    this.calls.push(arrived);
    this.#underWay += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#underWay);
    return arrived;
  }

  leave(): void {
    this.#underWay -= 1;
  }

  counts(): Counts {
    return {
      calls: this.calls.length,
      faults: this.calls.filter((call) => call.fault !== null).length,
      byInput: tally(this.calls),
      answersByInput: tally(this.calls.filter((call) => call.answered)),
      mostAtOnce: this.#mostAtOnce,
      preflights: this.preflights
    };
  }
}

function tally(calls: readonly CallInfo[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { request } of calls) {
    if (!request) continue;
    for (const input of inputsOf(request)) counts.set(input, (counts.get(input) ?? 0) + 1);
  }
  return counts;
}
