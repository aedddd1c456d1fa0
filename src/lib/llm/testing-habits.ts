// A test server with a habit of its own for each test, and what holds after every one of them: requests fit the published schema, and
// nothing was answered, and so paid for, twice.
import { afterEach, expect } from 'vitest';
import type { Habit } from '../../../test/llm-server/habits';
import { startLlmServer, type LlmServer } from '../../../test/llm-server/server';
import { testEnvironment } from './testing';
import type { LlmEnvironment } from './types';

export interface HabitServer {
  /** That of the running test; undefined before `environment` is called. */
  readonly server: LlmServer | undefined;
  environment(habit: Habit): Promise<LlmEnvironment>;
}

/** Called once at the top of a file of tests. */
export function habitServer(): HabitServer {
  let server: LlmServer | undefined;
  afterEach(async () => {
    expect(server?.schemaProblems ?? []).toEqual([]);
    expect([...(server?.counts().answersByInput.values() ?? [])].filter((answers) => answers > 1)).toEqual([]);
    await server?.close();
    server = undefined;
  });
  return {
    get server() {
      return server;
    },
    async environment(habit) {
      server = await startLlmServer({ habit });
      return testEnvironment(server.url, { concurrency: 1 });
    }
  };
}
