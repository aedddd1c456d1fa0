// Long work in pieces: what is awaited between them, so that whoever runs it can let messages in, say how far it is, or stop it by throwing.

/** @param label what is being done, for people @param unit of `done` and `total`, e.g. "maps" */
export type Step = (label: string, done: number, total: number, unit: string) => Promise<void>;

/** Goes straight on. */
export const WITHOUT_REST: Step = () => Promise.resolve();
