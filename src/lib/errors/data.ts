// The sentences of errors in reading and preparing data: imported for its effect by the code that does it, so that the engine, which is
// given bundled data mostly, does not carry them. Whatever makes such an error imports this file or one that does (data.test.ts).
import { addErrors } from './app-error';
import { importErrors } from './catalogue/import';
import { prepareErrors } from './catalogue/prepare';

addErrors({ ...importErrors, ...prepareErrors });
