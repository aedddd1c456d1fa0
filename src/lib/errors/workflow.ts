// The sentences of a workflow's own errors: imported for its effect by the command line, so that no page carries them.
import { addErrors } from './app-error';
import { workflowErrors } from './catalogue/workflow';

addErrors({ ...workflowErrors });
