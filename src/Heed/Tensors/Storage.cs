namespace Heed;

/// <summary>The memory behind tensors; a reshaped tensor shares it.</summary>
internal abstract class Storage
{
    /// <summary>Which scope gives the memory back; null: the garbage collector does.</summary>
    /// <remarks>Memory that leaves its scope is filled at once: what it is filled from may not survive the scope.</remarks>
    public MemoryScope? Scope
    {
        get;
        set
        {
            if (value is null) Fill();
            field = value;
        }
    }

    /// <summary>Somebody outside a scope holds it, so it may never be written again.</summary>
    public bool IsShared { get; set; }

    /// <summary>Has the memory gone back to the pool?</summary>
    public abstract bool IsReturned { get; }

    /// <summary>Gives the memory back; later use is an error.</summary>
    public abstract void Return();

    /// <summary>Fills memory that waits for its first reader.</summary>
    protected abstract void Fill();

    /// <summary>New memory for <paramref name="length"/> elements, with arbitrary content, owned by the current scope if there is one.</summary>
    public static Storage Rent(DType type, int length) => type switch
    {
        DType.Float32 => Rent<float>(length),
        DType.Float64 => Rent<double>(length),
        DType.Float16 => Rent<Half>(length),
        DType.BFloat16 => Rent<BFloat16>(length),
        DType.Int8 => Rent<sbyte>(length),
        DType.Int16 => Rent<short>(length),
        DType.Int32 => Rent<int>(length),
        DType.Int64 => Rent<long>(length),
        DType.UInt8 => Rent<byte>(length),
        DType.UInt16 => Rent<ushort>(length),
        DType.UInt32 => Rent<uint>(length),
        DType.UInt64 => Rent<ulong>(length),
        DType.Bool => Rent<bool>(length),
        _ => new Storage<string>(new string[length]),
    };

    public static Storage<T> Rent<T>(int length) => Owned(new Storage<T>(BufferPool.Rent<T>(length)));

    /// <summary>Memory that waits for its first reader: often there is none.</summary>
    /// <param name="length">How many elements.</param>
    /// <param name="fill">Writes all elements, from what the current scope owns or nobody does.</param>
    public static Storage<T> Later<T>(int length, Action<T[]> fill) => Owned(new Storage<T>(null, () =>
    {
        T[] array = BufferPool.Rent<T>(length);
        fill(array);
        return array;
    }));

    /// <summary>Memory of no scope that waits for its first reader.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="length">How many elements.</param>
    /// <param name="make">Makes a tensor of so many elements of this type.</param>
    public static Storage Later(DType type, int length, Func<Tensor> make) => type switch
    {
        DType.Float32 => Unowned<float>(length, make),
        DType.Float64 => Unowned<double>(length, make),
        DType.Float16 => Unowned<Half>(length, make),
        DType.BFloat16 => Unowned<BFloat16>(length, make),
        DType.Int8 => Unowned<sbyte>(length, make),
        DType.Int16 => Unowned<short>(length, make),
        DType.Int32 => Unowned<int>(length, make),
        DType.Int64 => Unowned<long>(length, make),
        DType.UInt8 => Unowned<byte>(length, make),
        DType.UInt16 => Unowned<ushort>(length, make),
        DType.UInt32 => Unowned<uint>(length, make),
        DType.UInt64 => Unowned<ulong>(length, make),
        DType.Bool => Unowned<bool>(length, make),
        _ => Unowned<string>(length, make),
    };

    private static Storage<T> Unowned<T>(int length, Func<Tensor> make) => new(null, () =>
    {
        using var scope = new MemoryScope();
        T[] array = typeof(T) == typeof(string) ? new T[length] : BufferPool.Rent<T>(length);
        make().AsSpan<T>().CopyTo(array);
        return array;
    });

    private static Storage<T> Owned<T>(Storage<T> storage)
    {
        MemoryScope.Current?.Own(storage);
        return storage;
    }
}

/// <summary>Memory of one element type.</summary>
/// <param name="array">The memory; <see langword="null"/>: it is made when somebody asks for it.</param>
/// <param name="later">Makes it.</param>
internal sealed class Storage<T>(T[]? array, Func<T[]>? later = null) : Storage
{
    private T[]? _array = array;
    private Func<T[]>? _later = later;

    public T[]? Array
    {
        get
        {
            if (_array is null) Fill();
            return _array;
        }
    }

    public override bool IsReturned => _array is null && _later is null;

    public override void Return()
    {
        _later = null;
        T[]? array = Interlocked.Exchange(ref _array, null);
        if (array is not null && typeof(T) != typeof(string)) BufferPool.Return(array);
    }

    /// <summary>Two readers at once may both make it; one result is kept, and they are equal.</summary>
    protected override void Fill()
    {
        if (_later is not { } make) return;
        Interlocked.CompareExchange(ref _array, make(), null);
        _later = null;
    }
}
