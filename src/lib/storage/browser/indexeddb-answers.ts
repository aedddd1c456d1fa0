// Paid answers in IndexedDB. One that is damaged is set aside and counts as none.
import type { Connection } from './connection';
import { reading, writing } from './database';
import { parseAnswer } from './schema';
import type { AnswerStore, StoredAnswer } from '../types';
import { keepingUnwrittenAnswers } from '../unwritten-answers';

/** What could not be written is kept in memory. */
export const answersIn = (connection: Connection): AnswerStore => keepingUnwrittenAnswers(answers(connection));

/** Of damaged answers; behind all keys, which are hexadecimal digits. */
const ASIDE = '~damaged ';

function answers(connection: Connection): AnswerStore {
  async function setAside(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await writing(connection, 'A damaged answer', 0, async (database) => {
      const { store, done } = database.transaction('answers', 'readwrite');
      const moved = keys.map(async (key) => {
        const value = await store.get(key);
        // Another tab may have been quicker.
        if (value === undefined) return;
        await Promise.all([store.put(value, `${ASIDE}${key} ${crypto.randomUUID()}`), store.delete(key)]);
      });
      await Promise.all([...moved, done]);
    });
  }
  return {
    setAside,
    async get(keys) {
      const found = await reading(connection, async (database) => {
        const { store, done } = database.transaction('answers');
        const values = await Promise.all(keys.map((key) => store.get(key)));
        await done;
        return values;
      });
      const read = found.map((value, at) => (value === undefined ? null : answerOrNull(value, keys[at])));
      await setAside(keys.filter((_, at) => found[at] !== undefined && read[at] === null));
      return read;
    },
    async put(list) {
      const bytes = list.reduce((sum, { vector }) => sum + (vector?.byteLength ?? 0), 0);
      await writing(connection, 'A paid answer', bytes, async (database) => {
        const { store, done } = database.transaction('answers', 'readwrite');
        await Promise.all([...list.map((answer) => store.put(answer, answer.key)), done]);
      });
    },
    delete: (keys) =>
      writing(connection, 'The change', 0, async (database) => {
        const { store, done } = database.transaction('answers', 'readwrite');
        await Promise.all([...keys.map((key) => store.delete(key)), done]);
      }),
    count: () => reading(connection, (database) => database.count('answers', IDBKeyRange.upperBound(ASIDE, true))),
    clear: () => writing(connection, 'The change', 0, (database) => database.clear('answers'))
  };
}

/** null where it is damaged; one under another's key answers another question. */
function answerOrNull(value: unknown, key: string | undefined): StoredAnswer | null {
  try {
    const answer = parseAnswer(value);
    return answer.key === key ? answer : null;
  } catch {
    return null;
  }
}
