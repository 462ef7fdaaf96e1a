using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The keys and values that a head of queries meets: those that its mask keeps, laid out for the tiles.</summary>
/// <remarks>
/// A mask that is the same for all queries is served here, before any arithmetic: if the keys that it keeps are neighbours, they are read where they are; if not, they are copied
/// together. Values are also copied if that makes their rows whole vectors or spares the caches: rows that lie a multiple of 512 bytes apart fall into few sets.
/// </remarks>
internal readonly unsafe struct AttentionKeys<T> where T : unmanaged, INumber<T>
{
    /// <summary>Kept keys.</summary>
    public int Count { get; private init; }

    /// <summary>The number of the first kept key.</summary>
    public int First { get; private init; }

    /// <summary>The numbers of the kept keys, ascending; null if they are neighbours.</summary>
    public int* Numbers { get; private init; }

    /// <summary>The first kept key.</summary>
    public T* Keys { get; private init; }

    /// <summary>Elements from one key to the next.</summary>
    public nint KeyRow { get; private init; }

    /// <summary>The first kept value.</summary>
    public T* Values { get; private init; }

    /// <summary>Elements from one value to the next, within a tile's columns.</summary>
    public nint ValueRow { get; private init; }

    /// <summary>Elements from a tile's columns to those of the next tile.</summary>
    public nint ValueColumns { get; private init; }

    /// <summary>The number of a kept key.</summary>
    public int Number(int kept) => Numbers == null ? First + kept : Numbers[kept];

    /// <summary>How many of the kept keys have a number below <paramref name="end"/>.</summary>
    public int CountBelow(int end)
    {
        if (Numbers == null) return Math.Clamp(end - First, 0, Count);
        int found = new ReadOnlySpan<int>(Numbers, Count).BinarySearch(end);
        return found < 0 ? ~found : found;
    }

    /// <summary>Numbers of type int that <see cref="Of"/> may need as working memory.</summary>
    public static int NumbersLength(in AttentionShape s) => s.Keys;

    /// <summary>Elements that <see cref="Of"/> may need as working memory.</summary>
    public static int CopyLength(in AttentionTask<T> task, int tileColumns) =>
        NeedsCopy(task, tileColumns) || (task.Mask != null && task.Shape.Mask.IsOfKeys)
            ? checked(task.Shape.Keys * (task.Shape.Width + RoundUp(task.Shape.ValueWidth, tileColumns))) : 0;

    /// <summary>Finds the keys that a head of queries meets.</summary>
    /// <param name="task">The attention.</param>
    /// <param name="batch">Which problem.</param>
    /// <param name="head">Which head of queries.</param>
    /// <param name="tileColumns">Columns of a tile.</param>
    /// <param name="numbers">Working memory, <see cref="NumbersLength"/>; must live as long as the result.</param>
    /// <param name="copy">Working memory, <see cref="CopyLength"/>, aligned; must live as long as the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static AttentionKeys<T> Of(in AttentionTask<T> task, int batch, int head, int tileColumns, int* numbers, T* copy)
    {
        (int first, int count, bool scattered) = (0, task.Shape.Keys, false);
        if (task.Mask != null && task.Shape.Mask.IsOfKeys) (first, count, scattered) = Kept(task.MaskRow(batch, head, 0), task.Shape.Mask.Key, task.Shape.Keys, numbers);
        T* keys = task.Key + task.KeyStart(batch, head), values = task.Value + task.ValueStart(batch, head);
        if (!scattered && !NeedsCopy(task, tileColumns))
        {
            return new()
            {
                Count = count,
                First = first,
                Keys = keys + first * task.KeyRow,
                KeyRow = task.KeyRow,
                Values = values + first * task.ValueRow,
                ValueRow = task.ValueRow,
                ValueColumns = tileColumns,
            };
        }
        int width = task.Shape.Width;
        T* copiedValues = copy + (nint)RoundUp(count * width, tileColumns);
        bool copyKeys = scattered || IsCrowded(task.KeyRow);
        for (int j = 0; j < count; j++)
        {
            int number = scattered ? numbers[j] : first + j;
            if (copyKeys) Copy(keys + number * task.KeyRow, copy + (nint)j * width, width);
            CopyValue(values + number * task.ValueRow, copiedValues + (nint)j * tileColumns, (nint)count * tileColumns, task.Shape.ValueWidth, tileColumns);
        }
        return new()
        {
            Count = count,
            First = first,
            Numbers = scattered ? numbers : null,
            Keys = copyKeys ? copy : keys + first * task.KeyRow,
            KeyRow = copyKeys ? width : task.KeyRow,
            Values = copiedValues,
            ValueRow = tileColumns,
            ValueColumns = (nint)count * tileColumns,
        };
    }

    /// <summary>Keys of which only the numbers are asked.</summary>
    public static AttentionKeys<T> Listed(int* numbers, int count) => new() { Count = count, Numbers = numbers };

    /// <summary>x, or the next multiple of <paramref name="step"/>.</summary>
    public static int RoundUp(int x, int step) => (x + step - 1) / step * step;

    private static bool NeedsCopy(in AttentionTask<T> task, int tileColumns) =>
        task.Shape.ValueWidth % tileColumns != 0 || (task.Shape.Queries >= 64 && (IsCrowded(task.ValueRow) || IsCrowded(task.KeyRow)));

    /// <summary>Do rows that far apart share few sets of the first cache?</summary>
    private static bool IsCrowded(nint row) => row * sizeof(T) >= 512;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int First, int Count, bool Scattered) Kept(bool* mask, nint step, int length, int* numbers)
    {
        int count = 0;
        for (int key = 0; key < length; key++)
            if (mask[key * step]) numbers[count++] = key;
        return count == 0 ? (0, 0, false) : (numbers[0], count, numbers[count - 1] - numbers[0] != count - 1);
    }

    /// <summary>By vectors: rows are so short that a call for each would take longer than its bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, T* target, int length)
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count) Vector.Store(Vector.Load(source + i), target + i);
        for (; i < length; i++) target[i] = source[i];
    }

    /// <summary>A value goes to panels as wide as a tile, the last one filled with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyValue(T* source, T* target, nint panel, int width, int tileColumns)
    {
        for (; width >= tileColumns; width -= tileColumns, source += tileColumns, target += panel) Copy(source, target, tileColumns);
        if (width == 0) return;
        Copy(source, target, width);
        new Span<T>(target + width, tileColumns - width).Clear();
    }
}
