"""EASE in numpy and float64, beside ours: `npm run linear-bench` writes a folder and runs this on it.

Written from the formula (Steck, WWW 2019): P = (X^T X + lambda I)^-1, B = -P / diag(P) by column, zero diagonal.

Usage: python3 bench/ease.py FOLDER ITEMS LAMBDA
FOLDER holds pairs.npy [2, clicks], users above items, and ours.npy [items, items]. Prints time and the largest difference.
"""

import sys
import time

import numpy

folder, items, lam = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
users, clicked = numpy.load(f"{folder}/pairs.npy").astype(numpy.int64)
ours = numpy.load(f"{folder}/ours.npy").astype(numpy.float64)

started = time.perf_counter()
x = numpy.zeros((int(users.max()) + 1, items))
x[users, clicked] = 1
gram = x.T @ x
gram[numpy.diag_indices(items)] += lam
inverse = numpy.linalg.inv(gram)
weights = -inverse / numpy.diag(inverse)
weights[numpy.diag_indices(items)] = 0
seconds = time.perf_counter() - started

largest = numpy.abs(weights).max()
difference = numpy.abs(weights - ours).max()
condition = numpy.linalg.cond(gram)
print(
    f"numpy in float64 in {seconds:.1f} s; largest weight {largest:.4f}, largest difference {difference:.1e} "
    f"({difference / largest:.1e} of it); condition number {condition:.0f}"
)
