// An artifact as what it holds: a store checks what it finds by reading it, and what was read then is not read again.

/**
 * @param ask has a store find something, which it holds against the given check
 * @param read throws an Error with the reason where it is not what is read under its id
 */
export async function readAs<From, Content>(
  ask: (check: (from: From) => unknown) => Promise<unknown>,
  read: (from: From) => Content
): Promise<Content | null> {
  const last: { content: Content | null } = { content: null };
  return (await ask((from) => (last.content = read(from)))) ? last.content : null;
}
