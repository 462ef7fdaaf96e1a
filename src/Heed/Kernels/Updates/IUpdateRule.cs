using System.Numerics;

namespace Heed.Kernels;

/// <summary>How an optimizer changes weights by their gradients, and what it keeps for each of them in up to three slots.</summary>
internal interface IUpdateRule<T> where T : unmanaged
{
    /// <summary>Does a weight stay for ever whose gradient and slots are zeros, as those of a word that no text has?</summary>
    bool Rests { get; }

    /// <summary>The next weights. A slot that is not there is read as zeros and never stored.</summary>
    Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}
