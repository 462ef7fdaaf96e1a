namespace Heed.Kernels;

/// <summary>The few operations of a micro-kernel, so that one text serves vectors of 512, 256 and 128 bits, and machines without vectors.</summary>
/// <remarks>A mask is a vector whose lanes are all ones or all zeros, bit by bit. See <see cref="Widths"/> for the choice.</remarks>
internal unsafe interface IVectorWidth<TVector, T> where T : unmanaged
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* source);
    static abstract void Store(TVector value, T* target);
    static abstract TVector Broadcast(T value);
    static abstract TVector Add(TVector x, TVector y);
    static abstract TVector Subtract(TVector x, TVector y);
    static abstract TVector Multiply(TVector x, TVector y);
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>x · y + z, fused where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>z − x · y, fused where the machine can.</summary>
    static abstract TVector NegatedMultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>The smaller; a NaN in y stays, a NaN in x may not.</summary>
    static abstract TVector Min(TVector x, TVector y);

    /// <summary>The larger; a NaN in y stays, a NaN in x may not.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>The smallest whole number not below x.</summary>
    static abstract TVector Ceiling(TVector x);

    /// <summary>A mask: is x &lt; y? False with NaN.</summary>
    static abstract TVector Less(TVector x, TVector y);

    /// <summary>x where the mask says so, else y.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);

    /// <summary>Does a mask say yes anywhere?</summary>
    static abstract bool Any(TVector mask);

    /// <summary>x · 2ⁿ, where <paramref name="shifted"/> = n + 1.5 · 2²³ (float) or n + 1.5 · 2⁵² (double) holds the whole number n; the result must be a normal number.</summary>
    static abstract TVector AddExponent(TVector x, TVector shifted);

    /// <summary>The sum of the lanes.</summary>
    static abstract T Sum(TVector x);
}

/// <summary>Work that is written once for all widths of vectors.</summary>
internal interface IWidthWork<T> where T : unmanaged
{
    /// <summary>Does the work with vectors of one width.</summary>
    void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>;
}
