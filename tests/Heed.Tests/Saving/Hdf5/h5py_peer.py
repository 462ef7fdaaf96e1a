"""What h5py makes of HDF5 files: the other side of the HDF5 tests.

    h5py_peer.py dump FILE...        a line for each attribute, group and dataset, as Hdf5Dump.cs prints them
    h5py_peer.py make FOLDER         the files of files/, each with its dump beside it
    h5py_peer.py random SEED FILE    a random tree
    h5py_peer.py append FILE         opens a file for writing, adds a group, attributes and many children
"""
import hashlib
import os
import random
import sys

import h5py
import numpy as np
from h5py import h5a, h5d, h5p, h5s, h5t


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16].upper()


def type_name(identifier):
    """h5py's own dtype, but for what it cannot name: bfloat16."""
    if isinstance(identifier, h5t.TypeFloatID) and identifier.get_fields()[2] == 8 and identifier.get_size() == 2:
        return 'bfloat16'
    dtype = identifier.dtype
    if h5py.check_string_dtype(dtype):
        return 'string'
    if dtype.kind == 'V':
        return 'other' if dtype.names or dtype.subdtype else 'opaque'
    if h5py.check_ref_dtype(dtype) or h5py.check_vlen_dtype(dtype) or dtype.kind == 'c':
        return 'other'
    return dtype.name


def content(value, name):
    if isinstance(value, h5py.Empty):
        return '0', b''
    array = np.asarray(value)
    shape = ','.join(map(str, array.shape))
    if name == 'string':
        return shape, b'\x01'.join(x if isinstance(x, bytes) else str(x).encode() for x in array.reshape(-1))
    if name == 'bfloat16':                  # h5py widens it to float32
        return shape, (np.ascontiguousarray(array, '<f4').view('<u4') >> 16).astype('<u2').tobytes()
    return shape, array.astype(array.dtype.newbyteorder('<')).tobytes()


def line(kind, path, name, value):
    if name == 'other':
        return f'{kind} {path} other'
    shape, data = content(value, name)
    return f'{kind} {path} {name} [{shape}] {digest(data)}'


def dump(item, path, out):
    for key in sorted(item.attrs.keys(), key=lambda k: k.encode()):
        name = type_name(item.attrs.get_id(key).get_type())
        out.append(line('A', f'{path}@{key}', name, item.attrs[key] if name != 'other' else None))
    if isinstance(item, h5py.Group):
        out.append(f'G {path}')
        for key in sorted(item, key=lambda k: k.encode()):
            dump(item[key], ('' if path == '/' else path) + '/' + key, out)
    else:
        name = type_name(item.id.get_type())
        out.append(line('D', path, name, item[()] if name != 'other' else None))


def dumped(file):
    out = []
    with h5py.File(file, 'r') as f:
        dump(f, '/', out)
    return '\n'.join(out) + '\n'


NUMBERS = [order + code for code in ('i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'f2', 'f4', 'f8') for order in '<>']


def bfloat16(order):
    kind = (h5t.IEEE_F32LE if order == '<' else h5t.IEEE_F32BE).copy()
    kind.set_fields(15, 7, 8, 0, 7)
    kind.set_ebias(127)
    kind.set_size(2)
    return kind


def types(f):
    rng = np.random.default_rng(1)
    for number in NUMBERS:
        values = rng.integers(0, 100, (3, 4)).astype(number)
        f.create_dataset('d' + number[1:] + ('le' if number[0] == '<' else 'be'), data=values)
        f.attrs.create('a' + number[1:] + ('le' if number[0] == '<' else 'be'), values[0])
    for order in '<>':
        name = 'bfloat16' + ('le' if order == '<' else 'be')
        data = h5d.create(f.id, name.encode(), bfloat16(order), h5s.create_simple((4,)))
        data.write(h5s.ALL, h5s.ALL, np.array([1, -2.5, 3e30, np.inf], 'f4'))
    f['bool'] = np.array([[True, False], [False, True]])
    f.attrs['bool'] = True
    f['enum'] = np.array([5, 1], h5py.enum_dtype({'A': 5, 'longer name': 1}, basetype='>i2'))
    f['fixed'] = np.array([b'ab', b'', b'abcde'])
    f['fixed utf8'] = np.array(['ä'.encode(), b'b'], h5py.string_dtype('utf-8', 4))
    f['texts'] = ['one', '', 'drei: ä€😀', 'x' * 5000]
    f['text'] = 'single'
    f['opaque'] = np.frombuffer(b'abcdef', 'V3')
    f['scalar'] = np.float32(2.5)
    f['no elements'] = np.zeros((0, 4), 'f4')
    f['nothing'] = h5py.Empty('f4')
    f['compound'] = np.zeros(2, [('a', 'i4'), ('b', 'f8')])
    f['complex'] = np.zeros(2, 'c8')
    f['ragged'] = h5py.Empty(h5py.vlen_dtype('i4'))
    f.attrs['str'] = 'text ä'
    f.attrs['bytes'] = b'{"json": 1}'
    f.attrs['empty str'] = ''
    f.attrs['fixed'] = np.array([b'kernel:0', b'bias:0'])
    f.attrs['list'] = ['a', 'bc']
    f.attrs['empty list'] = []
    f.attrs['nothing'] = h5py.Empty('S10')
    f.attrs['Wörter'] = 1
    for padding in (h5t.STR_NULLTERM, h5t.STR_NULLPAD, h5t.STR_SPACEPAD):
        kind = h5t.C_S1.copy()
        kind.set_size(6)
        kind.set_strpad(padding)
        memory = h5t.C_S1.copy()
        memory.set_size(6)
        memory.set_strpad(h5t.STR_NULLPAD)
        attribute = h5a.create(f.id, b'padding %d' % padding, kind, h5s.create_simple((2,)))
        attribute.write(np.array([b'ab', b'abcd'], 'S6'), memory)


def chunks(f):
    rng = np.random.default_rng(2)
    values = rng.integers(0, 9, (7, 10, 3)).astype('>i4')
    f.create_dataset('plain', data=values, chunks=(3, 4, 2))
    f.create_dataset('gzip', data=values, chunks=(3, 4, 2), compression='gzip')
    f.create_dataset('shuffle', data=values, chunks=(7, 3, 1), compression='gzip', shuffle=True)
    f.create_dataset('all', data=values, chunks=(2, 2, 2), compression=9, shuffle=True, fletcher32=True)
    f.create_dataset('fletcher', data=values.astype('i1'), chunks=(3, 5, 3), fletcher32=True)
    f.create_dataset('one chunk', data=values, chunks=(7, 10, 3), compression='gzip')
    f.create_dataset('vector', data=np.arange(1000.0), chunks=(7,), maxshape=(None,))
    sparse = f.create_dataset('sparse', (20, 20), 'f4', chunks=(4, 4), fillvalue=1.5, compression='gzip')
    sparse[9:11, 3:7] = 2
    f.create_dataset('never written', (5, 5), 'i2', fillvalue=-3)
    f.create_dataset('never written, zeros', (5, 5), 'i2')
    f.create_dataset('texts', data=['a', 'b', 'c' * 300], chunks=(2,))
    random_bytes = f.create_dataset('incompressible', data=rng.integers(0, 256, 600).astype('u1'), chunks=(100,), compression='gzip')
    assert random_bytes.chunks
    skipped = f.create_dataset('filter skipped', (4, 4), 'i4', chunks=(2, 4), compression='gzip')
    skipped.id.write_direct_chunk((0, 0), np.arange(8, dtype='i4').tobytes(), filter_mask=1)
    skipped[2:] = 7
    compact = h5p.create(h5p.DATASET_CREATE)
    compact.set_layout(h5d.COMPACT)
    data = h5d.create(f.id, b'compact', h5t.IEEE_F64LE, h5s.create_simple((5,)), compact)
    data.write(h5s.ALL, h5s.ALL, np.arange(5.0))


def tree(f, children=300):
    for i in range(children):
        f.create_group(f'many/layer_{i}')
    f['many/layer_7/vars/0'] = np.arange(3, dtype='f4')
    for i in range(60):
        f['many/layer_9'].attrs[f'attribute {i}'] = f'{i} ' * (i % 7)
    group = f
    for i in range(20):
        group = group.create_group('deep')
    group['end'] = 1
    f['hard link'] = f['many/layer_7/vars/0']


def names(f):
    for chunk in range(3):
        f.attrs[f'weight_names{chunk}'] = np.array([f'layer_{chunk}_{i}/kernel:0'.encode() for i in range(1000)])
    f.attrs['long'] = 'x' * 70_000


def latest(f):
    types(f.create_group('types'))
    tree(f, 60)
    f['many/layer_9'].attrs['huge'] = np.arange(20_000.0)


def made(folder, name, fill, **how):
    path = os.path.join(folder, name + '.h5')
    with h5py.File(path, 'w', **how) as f:
        fill(f)
    with open(os.path.join(folder, name + '.txt'), 'w', encoding='utf-8') as out:
        out.write(dumped(path))


def make(folder):
    made(folder, 'types', types)
    made(folder, 'chunks', chunks)
    made(folder, 'tree', tree)
    made(folder, 'names', names)
    made(folder, 'latest', latest, libver='latest')
    made(folder, 'v108', lambda f: (types(f), chunks(f.create_group('chunks'))), libver=('earliest', 'v108'), track_order=True)
    made(folder, 'user_block', lambda f: tree(f, 10), userblock_size=1024)

    sizes = h5p.create(h5p.FILE_CREATE)
    sizes.set_sizes(4, 4)
    path = os.path.join(folder, 'small_sizes.h5')
    with h5py.File(h5py.h5f.create(path.encode(), h5py.h5f.ACC_TRUNC, sizes)) as f:
        types(f)
        chunks(f.create_group('chunks'))
    with open(os.path.join(folder, 'small_sizes.txt'), 'w', encoding='utf-8') as out:
        out.write(dumped(path))
    refused(folder)


def refused(folder):
    """Files that Heed does not read; each named by the reason."""
    def refuse(name, fill, **how):
        with h5py.File(os.path.join(folder, f'refused_{name}.h5'), 'w', **how) as f:
            fill(f)

    def soft(f):
        f['x'] = 1
        f['soft'] = h5py.SoftLink('/x')

    def external(f):
        f['other'] = h5py.ExternalLink('/etc/passwd', '/')

    def virtual(f):
        layout = h5py.VirtualLayout((4,), 'f4')
        layout[:] = h5py.VirtualSource('other.h5', 'x', (4,))
        f.create_virtual_dataset('virtual', layout)

    def external_data(f):
        f.create_dataset('raw', (4,), 'u1', external=[('/etc/passwd', 0, 4)])

    def cycle(f):
        f.create_group('a/b')
        f['a/b/c'] = f['a']

    def committed(f):
        f['type'] = np.dtype('f4')
        f.create_dataset('x', (2,), dtype=f['type'])

    refuse('soft_link', soft)
    refuse('soft_link_new', soft, libver='latest')
    refuse('external_link', external)
    refuse('external_link_new', external, libver='latest')
    refuse('virtual', virtual, libver='latest')
    refuse('external_data', external_data)
    refuse('cycle', cycle)
    refuse('committed', committed)
    refuse('lzf', lambda f: f.create_dataset('x', data=np.zeros(1000), compression='lzf'))
    refuse('index4', lambda f: f.create_dataset('x', data=np.zeros(1000), chunks=(10,)), libver='latest')


def random_tree(seed, path):
    rng = random.Random(seed)
    numbers = np.random.default_rng(seed)
    libver = rng.choice(['earliest', 'latest', ('earliest', 'v108')])

    def text():
        return ''.join(rng.choice('abcXYZ _.:0189äß漢😀') for _ in range(rng.randrange(1, 12))).strip('.') or 'n'

    def array():
        kind = rng.choice(NUMBERS + ['bool', 'S', 'str'])
        shape = tuple(rng.randrange(0 if rng.random() < .1 else 1, 6) for _ in range(rng.randrange(0, 4)))
        if kind == 'bool':
            return numbers.integers(0, 2, shape).astype(bool)
        if kind in ('S', 'str'):
            flat = [text() for _ in range(int(np.prod(shape)))]
            if kind == 'S':
                return np.array([x.encode() for x in flat], 'S40').reshape(shape)
            return np.array(flat, h5py.string_dtype()).reshape(shape)
        return numbers.integers(0, 100, shape).astype(kind)

    def fill(group, depth):
        for _ in range(rng.choice([0, 1, 2, 3, 12])):
            group.attrs[text()] = array()
        for _ in range(rng.choice([0, 1, 2, 5, 40] if depth < 2 else [0, 1, 3])):
            name = text()
            if name in group:
                continue
            if rng.random() < .4 and depth < 5:
                fill(group.create_group(name), depth + 1)
                continue
            values = array()
            how = {}
            if values.size and values.ndim and libver != 'latest' and rng.random() < .5:
                how['chunks'] = tuple(rng.randrange(1, n + 1) for n in values.shape)
                if values.dtype.kind != 'O':
                    how.update(compression=rng.choice([None, 'gzip']), shuffle=rng.random() < .5, fletcher32=rng.random() < .5)
            data = group.create_dataset(name, data=values, **how)
            if rng.random() < .2:
                data.attrs['dtype'] = str(values.dtype)

    with h5py.File(path, 'w', libver=libver, track_order=rng.random() < .3) as f:
        fill(f, 0)


def append(path):
    with h5py.File(path, 'r+') as f:
        f.attrs['appended'] = 'x' * 100
        group = f.create_group('appended')
        for i in range(100):
            group[f'{i}'] = i
            f.create_group(f'appended {i}')
    with h5py.File(path, 'r') as f:
        assert len(f['appended']) == 100 and f['appended/99'][()] == 99


if __name__ == '__main__':
    command, *rest = sys.argv[1:]
    if command == 'dump':
        sys.stdout.reconfigure(encoding='utf-8')
        for file in rest:
            sys.stdout.write(dumped(file))
    elif command == 'make':
        make(*rest)
    elif command == 'random':
        random_tree(int(rest[0]), rest[1])
    elif command == 'append':
        append(*rest)
    else:
        sys.exit(__doc__)
