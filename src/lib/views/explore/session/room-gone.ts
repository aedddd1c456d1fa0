// Tells whether the worker has lost what was open in it: it died, and the one that took its place has nothing open.
import type { AppError } from '#lib/errors/app-error';

export function isRoomGone({ code }: Pick<AppError, 'code'>): boolean {
  return code === 'explore/nothing-open' || code === 'internal/engine-crashed';
}
