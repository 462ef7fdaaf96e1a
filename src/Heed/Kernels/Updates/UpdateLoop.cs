using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Changes all elements of a weight by a rule, in one pass over weight, gradient and slots, on all threads.</summary>
internal static class UpdateLoop
{
    /// <param name="rule">What is done with each element.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="first">The rule's first slot, of the weight's length; empty: none.</param>
    /// <param name="second">Its second slot, likewise.</param>
    /// <param name="third">Its third slot, likewise.</param>
    public static void Run<T, TRule>(TRule rule, Span<T> weight, Gradient<T> gradient, Span<T> first = default, Span<T> second = default, Span<T> third = default)
        where T : unmanaged where TRule : struct, IUpdateRule<T>
    {
        Debug.Assert(gradient.Length == weight.Length);
        Debug.Assert((first.IsEmpty || first.Length == weight.Length) && (second.IsEmpty || second.Length == weight.Length));
        Debug.Assert(third.IsEmpty || third.Length == weight.Length);
        if (weight.IsEmpty) return;
        UpdatePieces<T, TRule> pieces = new(rule, weight, gradient, first, second, third);
        WorkerPool.Run(pieces.Count, pieces);
    }
}

/// <summary>A piece is a stretch of elements or, where the gradient consists of rows, of whole rows.</summary>
internal readonly ref struct UpdatePieces<T, TRule>(TRule rule, Span<T> weight, Gradient<T> gradient, Span<T> first, Span<T> second, Span<T> third) : IPieces
    where T : unmanaged where TRule : struct, IUpdateRule<T>
{
    private const int Stretch = 128;    // elements that rest together or are changed together

    private readonly TRule _rule = rule;
    private readonly Gradient<T> _gradient = gradient;
    private readonly Span<T> _weight = weight, _first = first, _second = second, _third = third;
    private readonly int _length = gradient.IsWhole ? Elementwise.PieceLength : Math.Max(1, Elementwise.PieceLength / gradient.Width) * gradient.Width;

    public int Count => (int)(((long)_weight.Length + _length - 1) / _length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int start = piece * _length, length = Math.Min(_length, _weight.Length - start);
        if (_gradient.IsWhole) Change(start, length, _gradient.Values.Slice(start, length));
        else Rows(start, start + length);
    }

    /// <summary>The gradient's rows among some elements, and the gaps between them.</summary>
    private void Rows(int start, int end)
    {
        int width = _gradient.Width, next = _gradient.Rows.BinarySearch(start / width);
        if (next < 0) next = ~next;
        for (; next < _gradient.Rows.Length && _gradient.Rows[next] * width < end; next++)
        {
            int row = _gradient.Rows[next] * width;
            Gap(start, row);
            Change(row, width, _gradient.Values.Slice(next * width, width));
            start = row + width;
        }
        Gap(start, end);
    }

    /// <summary>Elements whose gradients are zeros.</summary>
    private void Gap(int start, int end)
    {
        if (_rule.Rests && _first.IsEmpty && _second.IsEmpty && _third.IsEmpty) return;
        for (; start < end; start += Stretch)
        {
            int count = Math.Min(Stretch, end - start);
            if (!_rule.Rests || !IsZero(_first, start, count) || !IsZero(_second, start, count) || !IsZero(_third, start, count)) Change(start, count, []);
        }
    }

    private static bool IsZero(Span<T> slot, int start, int count) =>
        slot.IsEmpty || !MemoryMarshal.AsBytes(slot.Slice(start, count)).ContainsAnyExcept((byte)0);

    /// <summary>Changes neighbouring elements; no gradient stands for zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Change(int start, int length, ReadOnlySpan<T> gradient)
    {
        TRule rule = _rule;
        ref T w = ref MemoryMarshal.GetReference(_weight[start..]), g = ref MemoryMarshal.GetReference(gradient);
        ref T a = ref At(_first, start), b = ref At(_second, start), c = ref At(_third, start);
        bool hasGradient = !gradient.IsEmpty, hasFirst = !_first.IsEmpty, hasSecond = !_second.IsEmpty, hasThird = !_third.IsEmpty;
        nuint i = 0, n = (nuint)length, count = (nuint)Vector<T>.Count;
        for (; i + count <= n; i += count)
        {
            Vector<T> first = hasFirst ? Vector.LoadUnsafe(ref a, i) : default, second = hasSecond ? Vector.LoadUnsafe(ref b, i) : default;
            Vector<T> third = hasThird ? Vector.LoadUnsafe(ref c, i) : default;
            rule.Next(Vector.LoadUnsafe(ref w, i), hasGradient ? Vector.LoadUnsafe(ref g, i) : default, ref first, ref second, ref third).StoreUnsafe(ref w, i);
            if (hasFirst) first.StoreUnsafe(ref a, i);
            if (hasSecond) second.StoreUnsafe(ref b, i);
            if (hasThird) third.StoreUnsafe(ref c, i);
        }
        if (i < n) Last(start + (int)i, (int)(n - i), hasGradient ? gradient[(int)i..] : []);
    }

    private static ref T At(Span<T> slot, int start) => ref MemoryMarshal.GetReference(slot.IsEmpty ? slot : slot[start..]);

    /// <summary>Fewer elements than a vector has, in the lanes of a whole one.</summary>
    private void Last(int start, int length, ReadOnlySpan<T> gradient)
    {
        Vector<T> first = Load(_first, start, length), second = Load(_second, start, length), third = Load(_third, start, length);
        Vector<T> next = _rule.Next(Load(_weight, start, length), gradient.IsEmpty ? default : Padded.Load(gradient), ref first, ref second, ref third);
        Padded.Store(next, _weight.Slice(start, length));
        if (!_first.IsEmpty) Padded.Store(first, _first.Slice(start, length));
        if (!_second.IsEmpty) Padded.Store(second, _second.Slice(start, length));
        if (!_third.IsEmpty) Padded.Store(third, _third.Slice(start, length));
    }

    private static Vector<T> Load(Span<T> x, int start, int length) => x.IsEmpty ? default : Padded.Load<T>(x.Slice(start, length));
}
