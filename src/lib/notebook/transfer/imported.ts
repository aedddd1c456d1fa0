// What stands in the place of a device where a run was trained elsewhere and taken in from files.
import type { ComputeDevice } from '../run/environment';

export const IMPORTED: ComputeDevice = { backend: 'imported', adapter: 'from files' };
