// What the worker for input and output can be asked: imports, preparation, exports, services, looking at runs. Files cross as handles, rows
// never do. How asking goes is the same for every worker: ../worker/protocol.ts.
import type { AttachmentRecord } from '#lib/dataset/attached/attachments';
import type { ImportRecord, ReadingSettings } from '#lib/dataset/imports/record';
import type { Inspection } from '#lib/dataset/reading/inspection';
import type { CallLimits, Endpoint, Prices } from '#lib/llm/types';
import type { DataExport } from '#lib/notebook/transfer/data-export';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type { LookedCell } from '#lib/notebook/plan/look';
import type { OpenedProfiles, ProfilesChange, ProfileTrial, ShownProfile } from '#lib/notebook/profiles/profile-work';
import type { ProfileEdit, ProfileNode } from '#lib/profiles/edits';
import type { PromptEstimate } from '#lib/profiles/llm/estimate';
import type { ProtocolComparison } from '#lib/notebook/runs/run-comparison';
import type { ReadRuns, RunChanges, RunListing } from '#lib/notebook/runs/run-index';
import type { TakenStore } from '#lib/notebook/transfer/store-import';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { ProfileFormat } from '#lib/profiles/files/write';
import type {
  Colouring,
  ExploreAsk,
  ExploreOverview,
  ExploreSelection,
  ExploreSpace,
  ExploreViews,
  FinderRule,
  FoundPair,
  MapNodes,
  PairPicture,
  RegionLabel,
  SpaceKey
} from '#lib/studies/explore/types';
import type { RunOptions } from '../compute/protocol';

/** What jobs that ask a service need. It crosses to this worker only, when the reader sets it, and is never answered back. */
export interface LlmAccess {
  readonly endpoint: Endpoint;
  readonly limits: CallLimits;
  readonly prices: Prices;
}

/** One profiles cell of a notebook. */
export interface ProfilesPlace {
  readonly notebook: string;
  readonly text: string;
  readonly cell: string;
}

/** A file as the page was given it. */
export interface PickedFile {
  /** Path below what was dropped or opened, with forward slashes. */
  readonly path: string;
  readonly file: File;
}

/** What is to be read: dropped files, or one address. */
export type Picked =
  { readonly from: 'files'; readonly files: readonly PickedFile[] } | { readonly from: 'url'; readonly url: string };

/** Every job by name: what is asked, what is answered. */
export interface IoJobs {
  /** Which format the files are, how they would be read, and their first rows. */
  readonly inspect: {
    readonly ask: { readonly picked: Picked; readonly reading: ReadingSettings };
    readonly answer: Inspection;
  };
  /** Reads the files and stores their rows under a name. */
  readonly import: {
    readonly ask: { readonly name: string; readonly picked: Picked; readonly reading: ReadingSettings };
    readonly answer: ImportRecord;
  };
  /** Adds files of vectors or profiles under a name, as they are. */
  readonly attach: {
    readonly ask: { readonly name: string; readonly picked: Picked };
    readonly answer: AttachmentRecord;
  };
  readonly detach: { readonly ask: { readonly name: string }; readonly answer: null };
  readonly remove: { readonly ask: { readonly name: string }; readonly answer: null };
  /** Runs cells that need no device: data sets, and what asks a service. What happens comes in events. */
  readonly run: {
    readonly ask: { readonly notebook: string; readonly text: string; readonly options: RunOptions };
    readonly answer: RunOutcome;
  };
  /** What of a notebook is stored, so that it can be said what a run would take; computes and stores nothing. */
  readonly look: {
    readonly ask: {
      readonly notebook: string;
      readonly text: string;
      /** Trained runs that come with the site count as had. */
      readonly bundled: boolean;
    };
    readonly answer: readonly LookedCell[];
  };
  /** The data set of a cell, with profiles and vectors of others where named, as one zip; its bytes come in events. */
  readonly write: {
    readonly ask: { readonly notebook: string; readonly text: string } & DataExport;
    /** Paths of the files. */
    readonly answer: readonly string[];
  };
  /** The stored profiles of a cell as one zip, or as JSON lines; their bytes come in events. */
  readonly 'write-profiles': {
    readonly ask: ProfilesPlace & { readonly format: ProfileFormat };
    /** Paths of the files. */
    readonly answer: readonly string[];
  };
  /** The stored set of a profiles cell, as a list. */
  readonly 'open-profiles': { readonly ask: ProfilesPlace; readonly answer: OpenedProfiles };
  readonly 'show-profile': {
    readonly ask: ProfilesPlace & { readonly node: ProfileNode; readonly id: string };
    readonly answer: ShownProfile;
  };
  /** What the cell would take; asks no service. */
  readonly 'estimate-profiles': { readonly ask: ProfilesPlace; readonly answer: PromptEstimate };
  /** Asks about one item that has no answer, to see how long that takes; null where all have one. */
  readonly 'try-profile': { readonly ask: ProfilesPlace; readonly answer: ProfileTrial | null };
  /** Puts these changes in place of those that were read, whose digest is `read`. */
  readonly 'change-profiles': {
    readonly ask: ProfilesPlace & { readonly edits: readonly ProfileEdit[]; readonly read: string | null };
    readonly answer: ProfilesChange;
  };
  /** Which runs, embeddings and profiles a notebook has to look at, and which of them are stored; computes nothing. */
  readonly explorable: {
    readonly ask: { readonly notebook: string; readonly text: string };
    readonly answer: Explorable;
  };
  /** Opens two stored runs of one data set to look at; what was open before is closed, and an opening under way is cancelled. */
  readonly 'open-explore': { readonly ask: { readonly what: ExploreAsk }; readonly answer: ExploreOverview };
  /** The UMAPs of what is open, all laid over that of A: stored ones are taken, others laid out and stored. */
  readonly 'map-explore': { readonly ask: { readonly nodes: MapNodes }; readonly answer: readonly ExploreSpace[] };
  /** What a quality says of every node of what is open; null where there is no such quality. */
  readonly 'colour-explore': {
    readonly ask: { readonly by: string; readonly space: SpaceKey };
    readonly answer: Colouring | null;
  };
  /** What sets the parts of a map apart, by the places of all nodes [N, 2]. */
  readonly 'regions-explore': { readonly ask: { readonly xy: Float32Array }; readonly answer: readonly RegionLabel[] };
  /** The profile of one node; null where there is none. */
  readonly 'profile-explore': { readonly ask: { readonly node: number }; readonly answer: string | null };
  /** What follows a selection in what is open. */
  readonly 'select-explore': { readonly ask: { readonly selection: ExploreSelection }; readonly answer: ExploreViews };
  /** Pairs of users far apart, for `user` or, where null, of all. */
  readonly 'find-pairs': {
    readonly ask: { readonly user: number | null; readonly rule: FinderRule; readonly count: number };
    readonly answer: readonly FoundPair[];
  };
  /** The case study of a pair as a picture; null where the two are not far from each other. */
  readonly 'picture-pair': {
    readonly ask: { readonly user: number; readonly other: number };
    readonly answer: PairPicture | null;
  };
  /** All stored runs, by what is known of them. */
  readonly 'list-runs': { readonly ask: Readonly<Record<never, never>>; readonly answer: RunListing };
  /** What holds no more of the list with this digest (run-columns.ts); null where another one lies there by now. */
  readonly 'check-runs': { readonly ask: { readonly digest: string }; readonly answer: RunChanges | null };
  /** Reads what a list says is unread. */
  readonly 'read-runs': { readonly ask: { readonly ids: readonly string[] }; readonly answer: ReadRuns };
  /** Picked runs side by side, protocol by protocol, with their epochs. */
  readonly 'compare-runs': {
    readonly ask: { readonly ids: readonly string[]; readonly baseline: string | null };
    readonly answer: readonly ProtocolComparison[];
  };
  /** Deletes runs; where asked, they stay in this worker's memory until the next ones are deleted. */
  readonly 'delete-runs': {
    readonly ask: { readonly ids: readonly string[]; readonly keep: boolean };
    /** Ids of those that can be brought back. */
    readonly answer: readonly string[];
  };
  /** Ids of the runs that come with the site; none where they cannot be had. */
  readonly 'site-runs': { readonly ask: Readonly<Record<never, never>>; readonly answer: readonly string[] };
  /** Takes in a store from elsewhere: the files of its folder, or one zip. */
  readonly 'take-store': { readonly ask: { readonly files: readonly PickedFile[] }; readonly answer: TakenStore };
  /** Stores again what was deleted last. */
  readonly 'restore-runs': { readonly ask: Readonly<Record<never, never>>; readonly answer: readonly string[] };
  /** Names of the models that the endpoint offers. */
  readonly models: { readonly ask: Readonly<Record<never, never>>; readonly answer: readonly string[] };
}

/** Which service may be asked, and how; null: nothing may be asked. */
export interface IoSettings {
  readonly llm: LlmAccess | null;
}
