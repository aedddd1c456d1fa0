// Gathers, as one object, what a lesson's page has beyond that of a notebook. Routes of lessons hand it in, so that other pages do not
// carry it.
import { Guide } from './guide.svelte';
import GuideBar from './GuideBar.svelte';
import LessonHead from './LessonHead.svelte';
import StepCard from './StepCard.svelte';

export const guideParts = { Guide, GuideBar, LessonHead, StepCard };
export type GuideParts = typeof guideParts;

/** The guide of an open lesson with its components and the pages that they lead to. */
export interface GuideOn {
  readonly guide: Guide;
  readonly parts: GuideParts;
  /** The list of lessons. */
  readonly home: string;
  /** Where data are imported. */
  readonly dataHref: string;
}
