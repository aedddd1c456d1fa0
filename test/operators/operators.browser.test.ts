// The operators on WebGPU in a real Chromium (a software adapter will do: this is about correctness).
import { describeOperators } from './operators.suite';

describeOperators('webgpu');
