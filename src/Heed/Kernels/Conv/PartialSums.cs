using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds up sums that were computed apart, always in the same order.</summary>
internal static unsafe class PartialSums
{
    /// <summary>sum += partial[0] + partial[1] + …, each of <paramref name="size"/> elements.</summary>
    public static void Add<T>(T* partial, int count, T* sum, int size) where T : unmanaged
    {
        if (count > 0) Gemm.Share((long)size * count, Elementwise.Pieces(size), new Pieces<T> { Partial = partial, Count = count, Sum = sum, Size = size });
    }

    private struct Pieces<T> : IPieces where T : unmanaged
    {
        public T* Partial, Sum;
        public int Count, Size;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            (int start, int length) = Elementwise.PieceRange(piece, Size).GetOffsetAndLength(Size);
            for (int i = 0; i < Count; i++)
            {
                T* part = Partial + (nint)i * Size + start;
                if (typeof(T) == typeof(float)) Add<float>((float*)part, (float*)Sum + start, length);
                else Add<double>((double*)part, (double*)Sum + start, length);
            }
        }

        private static void Add<TNumber>(TNumber* part, TNumber* sum, int length) where TNumber : unmanaged, System.Numerics.INumber<TNumber>
        {
            var target = new Span<TNumber>(sum, length);
            TensorPrimitives.Add(target, new ReadOnlySpan<TNumber>(part, length), target);
        }
    }
}
