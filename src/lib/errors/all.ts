// The sentences of all errors: imported for its effect by whatever reads, trains or writes (the input/output worker, the command line, the
// document tools, tests), before any of it can fail.
import './data';
import './work';
