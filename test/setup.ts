// What every test of vitest begins with. Vitest runs this file anew for each file of tests, and what it imports once a process.
import '#lib/errors/all';
import './equal-arrays';
