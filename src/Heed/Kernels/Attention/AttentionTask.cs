using System.Numerics;

namespace Heed.Kernels;

/// <summary>What all pieces of an attention read and write; null where a tensor is not there.</summary>
internal unsafe struct AttentionTask<T> where T : unmanaged, INumber<T>
{
    public AttentionShape Shape;
    public T* Query, Key, Value, Output;
    public bool* Mask;

    /// <summary>(Batch, Queries): false hides all keys from a query.</summary>
    public bool* QueryMask;

    /// <summary>(Batch, Heads, Queries, 2): reference and log₂ of the sum of each row, so that a weight is 2^(s − reference − log₂ sum).</summary>
    public T* Statistics;

    /// <summary>Gradients; null where none is asked for.</summary>
    public T* OutputGradient, QueryGradient, KeyGradient, ValueGradient;

    /// <summary>Elements from one query to the next, in a tensor of heads of this width.</summary>
    public readonly nint QueryRow => Shape.Row(Shape.Width, Shape.Heads);
    public readonly nint KeyRow => Shape.Row(Shape.Width, Shape.KeyHeads);
    public readonly nint ValueRow => Shape.Row(Shape.ValueWidth, Shape.KeyHeads);
    public readonly nint OutputRow => Shape.Row(Shape.ValueWidth, Shape.Heads);

    /// <summary>Where the queries of a head begin.</summary>
    public readonly nint QueryStart(int batch, int head) => Shape.Start(batch, head, Shape.Width, Shape.Heads, Shape.Queries);
    public readonly nint OutputStart(int batch, int head) => Shape.Start(batch, head, Shape.ValueWidth, Shape.Heads, Shape.Queries);

    /// <summary>Where the keys of a head of queries begin.</summary>
    public readonly nint KeyStart(int batch, int head) => Shape.Start(batch, KeyHead(head), Shape.Width, Shape.KeyHeads, Shape.Keys);
    public readonly nint ValueStart(int batch, int head) => Shape.Start(batch, KeyHead(head), Shape.ValueWidth, Shape.KeyHeads, Shape.Keys);

    /// <summary>Which head of keys a head of queries looks at.</summary>
    public readonly int KeyHead(int head) => head / (Shape.Heads / Shape.KeyHeads);

    /// <summary>The mask of one query.</summary>
    public readonly bool* MaskRow(int batch, int head, int query) => Mask + batch * Shape.Mask.Batch + head * Shape.Mask.Head + query * Shape.Mask.Query;

    /// <summary>The statistics of the rows of a head.</summary>
    public readonly T* StatisticsOf(int batch, int head) => Statistics + ((nint)batch * Shape.Heads + head) * Shape.Queries * 2;

    /// <summary>May a query see a key?</summary>
    public readonly bool Sees(int batch, int head, int query, int key) =>
        (!Shape.Causal || key <= query) && (Mask == null || MaskRow(batch, head, query)[key * Shape.Mask.Key]);

    /// <summary>Are all keys hidden from a query by the mask of queries?</summary>
    public readonly bool IsHidden(int batch, int query) => QueryMask != null && !QueryMask[(nint)batch * Shape.Queries + query];

    /// <summary>May a query see any key?</summary>
    public readonly bool SeesAny(int batch, int head, int query)
    {
        if (IsHidden(batch, query)) return false;
        int keys = Shape.Causal ? Math.Min(Shape.Keys, query + 1) : Shape.Keys;
        if (Mask == null) return keys > 0;
        bool* row = MaskRow(batch, head, query);
        for (int key = 0; key < keys; key++)
            if (row[key * Shape.Mask.Key]) return true;
        return false;
    }
}
