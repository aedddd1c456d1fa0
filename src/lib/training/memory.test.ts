import { memory } from '@tensorflow/tfjs-core';
import { beforeAll } from 'vitest';
import { describeMemory } from './memory.suite';
import { start } from './testing/tiny';

beforeAll(() => start('wasm'));

describeMemory(['none', 'contrastive', 'generative'], () => memory().numBytes, 30, 10);
