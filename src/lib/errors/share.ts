// The sentences of errors in notebooks that travel: imported for its effect by the code that takes them in, which few visits need.
import { addErrors } from './app-error';
import { shareErrors } from './catalogue/share';

addErrors(shareErrors);
