// The sentences of the benchmark's own errors: imported for its effect by the command line, so that no page carries them.
import { addErrors } from './app-error';
import { benchErrors } from './catalogue/bench';

addErrors({ ...benchErrors });
