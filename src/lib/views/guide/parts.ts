// Gathers, as one object, what a lesson's page has beyond that of a notebook. Routes of lessons hand it in, so that other pages do not
// carry it.
import { Guide, type Home } from './guide.svelte';
import GuideBar from './GuideBar.svelte';
import LessonFlow from './LessonFlow.svelte';
import LessonHead from './LessonHead.svelte';

export const guideParts = { Guide, GuideBar, LessonFlow, LessonHead };
export type GuideParts = typeof guideParts;

/** The guide of an open lesson with its components and the pages that they lead to. */
export interface GuideOn {
  readonly guide: Guide;
  readonly parts: GuideParts;
  readonly home: Home;
  /** Where data are imported. */
  readonly dataHref: string;
}
