// What a cell's code gets beside its settings: where artifacts are, which device computes and who may be asked, with the control of long
// work (work/). The same for all kinds.
import type { AskContext } from '#lib/llm/local/ask';
import type { Work } from '#lib/work/work';
import type { Artifacts } from './artifacts';
import type { NotebookEnvironment } from './environment';
import type { CellProgress } from './events';

export interface CellWork
  extends
    Work<CellProgress>,
    AskContext,
    Pick<NotebookEnvironment, 'device' | 'encoderFiles' | 'checkpointWanted' | 'alone'> {
  readonly artifacts: Artifacts;
  /** Opens the data of other notebooks that lie beside this one; left out where none are read. */
  readonly openSource?: NotebookEnvironment['openSource'];
}

/** Whom the work may ask: what of it is there. */
export const askContext = ({ llm, models, answers }: CellWork): AskContext => ({ llm, models, answers });
