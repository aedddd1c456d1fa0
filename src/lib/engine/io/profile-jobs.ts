// Jobs on the stored set of a profiles cell: to list, show, estimate, change and write it.
import { zipOf } from '#lib/dataset/bytes/zip-writer';
import { DEFAULT_LIMITS } from '#lib/llm/cost/limits';
import { parseNotebook } from '#lib/notebook/document/parse';
import {
  changeProfiles,
  estimateCell,
  filesOfProfiles,
  openProfiles,
  showProfile,
  tryProfile
} from '#lib/notebook/profiles/profile-work';
import type { JobFunctions } from '../worker/session';
import { ioEnvironment, sendBytes, type IoOptions } from './environment';
import type { IoJobs, LlmAccess } from './protocol';

type ProfileJobs = Pick<
  IoJobs,
  'write-profiles' | 'open-profiles' | 'show-profile' | 'estimate-profiles' | 'try-profile' | 'change-profiles'
>;

/** Stands in for an endpoint where only its price list is wanted. */
const NO_ACCESS: LlmAccess = {
  endpoint: { baseUrl: 'https://api.openai.com/v1', key: '' },
  limits: DEFAULT_LIMITS,
  prices: {}
};

export function profileJobs(options: IoOptions): JobFunctions<ProfileJobs> {
  return {
    async 'write-profiles'({ notebook, text, cell, format }, work) {
      const files = await filesOfProfiles(parseNotebook(text, notebook), ioEnvironment(options, work), cell, format);
      const [first] = files;
      // One file is itself; several are a zip.
      await sendBytes(files.length === 1 && first ? first.chunks : zipOf(files), work);
      return files.map(({ path }) => path);
    },
    'open-profiles': ({ notebook, text, cell }, work) =>
      openProfiles(parseNotebook(text, notebook), ioEnvironment(options, work), cell),
    'show-profile': ({ notebook, text, cell, node, id }, work) =>
      showProfile(parseNotebook(text, notebook), ioEnvironment(options, work), cell, { node, id }),
    'estimate-profiles'({ notebook, text, cell }, work) {
      const llm = { ...(options.settings().llm ?? NO_ACCESS), answers: options.answers };
      return estimateCell(parseNotebook(text, notebook), { ...ioEnvironment(options, work), llm }, cell);
    },
    'try-profile': ({ notebook, text, cell }, work) =>
      tryProfile(parseNotebook(text, notebook), ioEnvironment(options, work), cell, {
        signal: work.signal,
        gate: work.gate,
        report: ({ label, done, total }) => work.report({ label, share: total > 0 ? done / total : null })
      }),
    'change-profiles': ({ notebook, text, cell, edits, read }, work) =>
      changeProfiles(parseNotebook(text, notebook), ioEnvironment(options, work), cell, edits, read)
  };
}
