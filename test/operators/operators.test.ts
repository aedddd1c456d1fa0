// The operators on the backends that Node has.
import { describeOperators } from './operators.suite';

describeOperators('cpu');
describeOperators('wasm');
