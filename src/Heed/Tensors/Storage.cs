namespace Heed;

/// <summary>The memory behind tensors; a reshaped tensor shares it.</summary>
internal abstract class Storage
{
    /// <summary>Which scope gives the memory back; null: the garbage collector does.</summary>
    public MemoryScope? Scope { get; set; }

    /// <summary>Somebody outside a scope holds it, so it may never be written again.</summary>
    public bool IsShared { get; set; }

    /// <summary>Has the memory gone back to the pool?</summary>
    public abstract bool IsReturned { get; }

    /// <summary>Gives the memory back; later use is an error.</summary>
    public abstract void Return();

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

    public static Storage<T> Rent<T>(int length)
    {
        var storage = new Storage<T>(BufferPool.Rent<T>(length));
        MemoryScope.Current?.Own(storage);
        return storage;
    }
}

/// <summary>Memory of one element type.</summary>
internal sealed class Storage<T>(T[] array) : Storage
{
    private T[]? _array = array;

    public T[]? Array => _array;

    public override bool IsReturned => _array is null;

    public override void Return()
    {
        T[]? array = Interlocked.Exchange(ref _array, null);
        if (array is not null && typeof(T) != typeof(string)) BufferPool.Return(array);
    }
}
