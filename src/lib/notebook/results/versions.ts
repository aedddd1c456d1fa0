// Versions that a result's card names: of this program and of the library that computes.
import { version_core } from '@tensorflow/tfjs-core';
import { version } from '../../../../package.json';

export const VERSIONS: Readonly<Record<string, string>> = { rlmrec: version, tfjs: version_core };
