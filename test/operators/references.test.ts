// The float64 references that the operators are held to, held to finite differences themselves.
import { it } from 'vitest';
import { expectClose } from './compare';
import { randomCsr, randomMatrix, sparseGradientReference, sparseReference } from './shapes';

it('the reference gradient of the sparse product is the slope of the reference product', () => {
  const [rows, columns, width] = [12, 9, 3];
  const csr = randomCsr(4, rows, columns, 4);
  const x = Float64Array.from(randomMatrix(1, columns, width));
  const weights = randomMatrix(2, rows, width);
  const loss = (point: Float64Array): number =>
    sparseReference(csr, point, width).reduce((total, y, i) => total + (weights[i] ?? 0) * y ** 2, 0);
  const h = 1e-5;
  const slopes = x.map((_, i) => {
    const moved = (by: number): Float64Array => x.map((value, j) => (i === j ? value + by : value));
    return (loss(moved(h)) - loss(moved(-h))) / (2 * h);
  });
  const dy = sparseReference(csr, x, width).map((y, i) => 2 * (weights[i] ?? 0) * y);
  expectClose(sparseGradientReference(csr, dy, width), slopes, 1e-8);
});
