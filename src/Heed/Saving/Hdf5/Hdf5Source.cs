using Microsoft.Win32.SafeHandles;

namespace Heed.Saving;

/// <summary>The bytes of an HDF5 file: bounded reads by address, the errors that name the place, and who owns which bytes.</summary>
/// <param name="stream">Can seek; read from its beginning.</param>
/// <param name="name">What errors call the file.</param>
/// <param name="limits">How much the file may ask for.</param>
internal sealed class Hdf5Source(Stream stream, string name, Hdf5Limits limits) : IDisposable
{
    private const int WindowLength = 1 << 15;

    private readonly SafeFileHandle? _handle = (stream as FileStream)?.SafeFileHandle;
    private readonly Lock _streamLock = new();
    private readonly byte[] _window = new byte[WindowLength];     // structures are small and lie close together
    private long _windowStart = -1;
    private readonly Dictionary<long, (long End, string Structure)> _owned = [];
    private long _ownedBytes;

    /// <summary>How much the file may ask for.</summary>
    public Hdf5Limits Limits => limits;

    /// <summary>Bytes from <see cref="Base"/> to the end.</summary>
    public long Length => stream.Length - Base;

    /// <summary>Where the superblock lies; all addresses count from there.</summary>
    public long Base
    {
        get;
        set => (field, _windowStart) = (value, -1);
    }

    /// <summary>Bytes of an address, by the superblock.</summary>
    public int OffsetSize { get; set; } = 8;

    /// <summary>Bytes of a length, by the superblock.</summary>
    public int LengthSize { get; set; } = 8;

    /// <summary>The group or dataset that is being read, for errors.</summary>
    public string ObjectPath { get; set; } = "/";

    /// <summary>Reads a structure of the file's own and enters it as the owner of its bytes.</summary>
    public Hdf5Cursor Structure(long address, long length, string structure)
    {
        Own(address, length, structure);
        return Peek(address, length, structure);
    }

    /// <summary>Reads bytes without making anybody their owner, to see how long a structure is.</summary>
    public Hdf5Cursor Peek(long address, long length, string structure)
    {
        CheckExtent(address, length, structure);
        if (length > Array.MaxLength) throw Error(structure, address, "length", $"to be below 2 GiB. Received {length}");
        byte[] bytes = new byte[length];
        if (length <= WindowLength / 2)
            ReadThroughWindow(address, bytes);
        else
            ReadAt(address, bytes);
        return new(this, bytes, address, structure);
    }

    /// <summary>Reads elements straight into their place.</summary>
    public void Read(long address, Span<byte> destination, string structure)
    {
        CheckExtent(address, destination.Length, structure);
        ReadAt(address, destination);
    }

    /// <summary>Enters a structure as the owner of its bytes: no byte has two owners, so that there are no cycles, and no file unpacks to more than it has.</summary>
    public void Own(long address, long length, string structure)
    {
        CheckExtent(address, length, structure);
        if (length == 0) return;
        if (!_owned.TryAdd(address, (address + length, structure)))
            throw Error(structure, address, "address", $"to be its own. Received that of another {_owned[address].Structure}");
        _ownedBytes += length;
        if (_ownedBytes > Length)
            throw Error(structure, address, "length", $"to leave room for the {Length} bytes of the file. Received structures of {_ownedBytes} bytes: some overlap");
    }

    /// <summary>Checks that no two owned structures overlap; called when all are known.</summary>
    public void CheckOwners()
    {
        long end = 0;
        string before = "";
        foreach ((long address, (long last, string structure)) in _owned.OrderBy(entry => entry.Key))
        {
            if (address < end) throw Error(structure, address, "address", $"to lie behind {end}, where the {before} before it ends. Received an overlap");
            (end, before) = (last, structure);
        }
        _owned.Clear();
        _ownedBytes = 0;
    }

    /// <summary>The error for a file that cannot be what it says.</summary>
    public FormatException Error(string structure, long address, string field, string expectation) =>
        new($"HDF5 '{name}' expects {field} of the {structure} at {address} ('{ObjectPath}') {expectation}. The file is damaged, or of another format.");

    /// <summary>The error for a part of the specification that Keras's files do not use.</summary>
    public FormatException Unsupported(string structure, long address, string feature, string fix) =>
        new($"HDF5 '{name}' expects a kind of {structure} that Heed reads, at {address} ('{ObjectPath}'). Received {feature}. {fix}");

    public void Dispose() => stream.Dispose();

    private void CheckExtent(long address, long length, string structure)
    {
        if (address < 0 || length < 0 || address > Length - length)
            throw Error(structure, address, "extent", $"to lie within the {Length} bytes of the file. Received {length} bytes at {address}");
    }

    private void ReadThroughWindow(long address, Span<byte> destination)
    {
        lock (_streamLock)
        {
            if (_windowStart < 0 || address < _windowStart || address + destination.Length > _windowStart + WindowLength)
            {
                long start = address & ~0xFFFL;
                ReadAt(start, _window.AsSpan(0, (int)Math.Min(WindowLength, Length - start)));
                _windowStart = start;
            }
            _window.AsSpan((int)(address - _windowStart), destination.Length).CopyTo(destination);
        }
    }

    private void ReadAt(long address, Span<byte> destination)
    {
        long position = Base + address;
        if (_handle is null)
        {
            lock (_streamLock)
            {
                stream.Position = position;
                stream.ReadExactly(destination);
            }
            return;
        }
        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(_handle, destination, position);
            if (count == 0)
                throw new EndOfStreamException($"HDF5 '{name}' expects {destination.Length} more bytes at {position}. " +
                    "Received the end of the file: it was cut while it was read.");
            destination = destination[count..];
            position += count;
        }
    }
}
