// Runs before the page starts, and keeps it from starting where its policy does not stand (src/boot.js): a page without one could
// connect anywhere. Afterwards it says what became of a page that did not come (src/routes/+error.svelte).
import type { HandleClientError } from '@sveltejs/kit';
import { appError, toAppError } from '#lib/errors/app-error';

const POLICY = 'meta[http-equiv="Content-Security-Policy"][content^="connect-src \'self\'"]';

if (!document.head.querySelector(POLICY)) {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent =
    'This page came without its policy, which says where it may connect to, so nothing on it was started. Reload it; if this stays, the page was changed on its way to you.';
  document.body.prepend(note);
  throw new Error('The policy of this page is missing (src/boot.js)');
}

export const handleError: HandleClientError = ({ error, status }) => {
  if (status === 404) return { message: 'The address leads nowhere.' };
  // So browsers say that a page's data or code did not come.
  const { message, cure } = error instanceof TypeError ? appError('internal/part-missing', {}) : toAppError(error);
  return { message, cure };
};
