using Heed.Kernels;

namespace Heed.Layers;

/// <summary>What layers on words ask of a tensor before they look at its elements.</summary>
internal static class TextTensor
{
    /// <summary>Checks that all strings are there and valid.</summary>
    /// <exception cref="ArgumentException">A string is null, or a surrogate lacks its partner.</exception>
    public static void Check(Tensor x, object owner)
    {
        ReadOnlySpan<string> words = x.AsSpan<string>();
        for (int i = 0; i < words.Length; i++) Check(words[i], i, owner);
    }

    /// <summary>Checks one string.</summary>
    public static void Check(string? word, int place, object owner)
    {
        if (word is null) throw new ArgumentException($"{owner} expects strings. Received null at element {place}. Use an empty string where there is no text.");
        if (!TextHash.IsValid(word))
            throw new ArgumentException($"{owner} expects text that is valid UTF-16. Received a surrogate without its partner at element {place}. "
                + "Decode the text anew, or replace such characters.");
    }

    /// <summary>Numbers as int64, fractions cut off.</summary>
    /// <exception cref="ArgumentException">There are strings, NaN or infinities.</exception>
    public static Tensor Whole(Tensor x, object owner)
    {
        if (x.DType == DType.String) throw new ArgumentException($"{owner} expects whole numbers. Received strings. Take StringLookup for words.");
        if (x.DType.IsFloat() && !Ops.All(Ops.IsFinite(x)).Item<bool>())
            throw new ArgumentException($"{owner} expects whole numbers. Received NaN or infinities in {x.Spec}.");
        return x.Cast(DType.Int64);
    }
}
