namespace Heed;

public static partial class Ops
{
    /// <summary>Class numbers as vectors of zeros with a single one.</summary>
    /// <param name="x">Integers; a number outside [0, <paramref name="numClasses"/>) gives zeros only.</param>
    /// <param name="numClasses">The length of the vectors.</param>
    /// <param name="axis">The place of the new axis in the result; −1 is the last.</param>
    /// <param name="dtype">The type of the zeros and ones.</param>
    /// <returns>The shape of <paramref name="x"/> with one more axis.</returns>
    /// <exception cref="ShapeException"><paramref name="axis"/> does not exist in the result.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not hold integers.</exception>
    /// <remarks>Keras: <c>keras.ops.one_hot</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor OneHot(Tensor x, int numClasses, int axis = -1, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numClasses);
        return new OneHotOp(numClasses, Axis.Of(axis, x.Rank + 1, nameof(OneHot)), dtype).Apply(x);
    }
}

/// <summary>y[…, c, …] = 1 where x = c, otherwise 0; a class number has no slope</summary>
internal sealed class OneHotOp(int classes, int axis, DType dtype) : ConstantOp
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings =>
        [("num_classes", classes), ("axis", axis), ("dtype", dtype), ("sparse", false)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Indices.Require(Name, x[0]);
        return new([.. x[0].Shape[..axis], classes, .. x[0].Shape[axis..]], dtype);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) =>
        ElementBytes.Move(CastOp.Number(1, dtype), y, new Ones(Indices.Int64(x[0]), Lanes.Of(y.Shape, axis)));

    private readonly ref struct Ones(ReadOnlySpan<long> numbers, Lanes lanes) : IMove
    {
        private readonly ReadOnlySpan<long> _numbers = numbers;

        public void Run<T>(ReadOnlySpan<T> one, Span<T> y)
        {
            y.Clear();
            for (int i = 0; i < _numbers.Length; i++)
            {
                (int o, int j) = Math.DivRem(i, lanes.Inner);
                if (_numbers[i] >= 0 && _numbers[i] < lanes.Length) y[(o * lanes.Length + (int)_numbers[i]) * lanes.Inner + j] = one[0];
            }
        }
    }
}
