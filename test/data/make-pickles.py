"""Writes the small pickles that the reader is tested on, with numpy and scipy (made with numpy 2.4 and scipy 1.17).
Run: python3 test/data/make-pickles.py (rewrites the files beside it)."""
import os
import pickle

import numpy as np
from scipy import sparse

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, value, protocol=4):
    with open(os.path.join(HERE, name), 'wb') as file:
        pickle.dump(value, file, protocol=protocol)


rows, cols = np.array([0, 0, 1, 2], dtype=np.int32), np.array([0, 2, 1, 2], dtype=np.int32)
train = sparse.coo_matrix((np.ones(4), (rows, cols)), shape=(3, 3))
matrix = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.float64)
for protocol in range(6):
    write(f'coo-protocol{protocol}.pkl', train, protocol)
    write(f'matrix-protocol{protocol}.pkl', matrix, protocol)
write('coo-with-zero.pkl', sparse.coo_matrix((np.array([1.0, 0.0]), ([0, 1], [1, 2])), shape=(3, 3)))
write('coo-array.pkl', sparse.coo_array((np.ones(4), (rows, cols)), shape=(3, 3)))
write('csr.pkl', train.tocsr())
write('csc.pkl', train.tocsc())
write('big-endian.pkl', np.array([[1.5, -2.5]], dtype='>f4'))
write('fortran.pkl', np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]))
write('nan.pkl', np.array([[1.0, 2.0], [np.nan, 4.0], [5.0, 6.0]]))
write('vectors.pkl', np.arange(6, dtype=np.float64).reshape(3, 2))
write('two-rows.pkl', np.arange(4, dtype=np.float32).reshape(2, 2))
write('empty.pkl', sparse.coo_matrix((3, 3)))
write('val.pkl', sparse.coo_matrix((np.ones(1), ([0], [1])), shape=(3, 3)))
write('test.pkl', sparse.coo_matrix((np.ones(1), ([2], [0])), shape=(3, 3)))
write('profiles.pkl', {0: {'profile': 'likes ships', 'reasoning': 'r'}, 1: {'profile': 'None'}, 2: {'profile': 'likes bees'}})

# Every layout, as pickles and as .npz; the same four pairs in each.
for layout in ['lil', 'dok', 'dia', 'bsr']:
    write(f'{layout}.pkl', train.asformat(layout))
write('lil-protocol0.pkl', train.tolil(), 0)
write('dok-protocol0.pkl', train.todok(), 0)
write('dense.pkl', train.toarray())
write('bool-csr.pkl', train.tocsr().astype(bool))
write('int8-csc.pkl', train.tocsc().astype(np.int8))
for layout in ['coo', 'csr', 'csc', 'bsr', 'dia']:
    sparse.save_npz(os.path.join(HERE, f'{layout}.npz'), train.asformat(layout), compressed=layout != 'csr')
np.savez(os.path.join(HERE, 'dense.npz'), train.toarray())
np.savez(os.path.join(HERE, 'other.npz'), weights=np.ones(3))
# Unsorted, with a stored zero, a pair that stands twice, and one whose two values are zero together; and what the official code makes of
# it: [[0, 1], [1, 0], [2, 2]].
untidy = sparse.csr_matrix(
    (np.array([2.0, 1.0, 0.0, 1.0, 1.0, 1.0, -1.0, 5.0]), np.array([1, 1, 0, 0, 0, 1, 1, 2]), np.array([0, 3, 7, 8])), shape=(3, 3)
)
untidy.indices[1] = 1
write('untidy-csr.pkl', untidy)
write('untidy-coo.pkl', sparse.coo_matrix((untidy.data[::-1], (np.repeat([0, 1, 2], [3, 4, 1])[::-1], untidy.indices[::-1])), shape=(3, 3)))
write('half.pkl', np.array([[1.5, -2.0], [0.1, 65504.0], [2.0**-24, 0.0]], dtype=np.float16))


class Hostile:
    def __init__(self, function, *args):
        self.function, self.args = function, args

    def __reduce__(self):
        return (self.function, self.args)


write('hostile-system.pkl', Hostile(os.system, 'echo never'))
write('hostile-eval.pkl', Hostile(eval, '1 + 1'), 2)
