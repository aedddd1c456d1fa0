// What a cell's code gets beside its settings: where artifacts are, which device computes and who may be asked, with the control of long
// work (work/). The same for all kinds.
import type { Work } from '#lib/work/work';
import type { Artifacts } from './artifacts';
import type { NotebookEnvironment } from './environment';
import type { CellProgress } from './events';

export interface CellWork
  extends
    Work<CellProgress>,
    Pick<NotebookEnvironment, 'device' | 'llm' | 'models' | 'encoderFiles' | 'checkpointWanted'> {
  readonly artifacts: Artifacts;
}
