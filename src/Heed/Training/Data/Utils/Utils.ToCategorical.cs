namespace Heed;

/// <summary>What Keras keeps in <c>keras.utils</c> for preparing data.</summary>
public static partial class Utils
{
    /// <summary>Turns class numbers into rows with a single 1.</summary>
    /// <param name="x">Whole numbers from 0 on, of any shape; a last axis of length 1 goes away.</param>
    /// <param name="numClasses">How many classes there are; <see langword="null"/>: the largest number plus 1.</param>
    /// <returns>The shape of <paramref name="x"/> and an axis of classes, float32.</returns>
    /// <exception cref="ArgumentException">A number is negative, not whole, or not below <paramref name="numClasses"/>; or there is none to count the classes by.</exception>
    /// <remarks>Keras: <c>keras.utils.to_categorical</c>, keras/src/utils/numerical_utils.py.</remarks>
    public static Tensor ToCategorical(Tensor x, int? numClasses = null)
    {
        Require.Optional(numClasses, Require.Positive, "Utils.ToCategorical");
        if (x.DType == DType.String) throw new ArgumentException("Utils.ToCategorical expects class numbers. Received texts. Look them up first: new StringLookup(…).");
        if (x.Rank > 1 && x.Shape[^1].Equals(1)) x = x.View(x.Shape[..^1]);
        double[] numbers = x.Cast(DType.Float64).ToArray<double>();
        if (numbers.Length == 0 && numClasses is null) throw new ArgumentException($"Utils.ToCategorical expects numClasses where there are no numbers. Received x {x.Shape}.");
        int classes = numClasses ?? (int)Math.Clamp(numbers.Max() + 1, 1, int.MaxValue);
        int wrong = Array.FindIndex(numbers, number => !(number >= 0 && number < classes && number == Math.Floor(number)));
        if (wrong >= 0)
            throw new ArgumentException(FormattableString.Invariant($"Utils.ToCategorical expects whole numbers in [0, {classes}). Received {numbers[wrong]} at element {wrong}."));
        var rows = new float[numbers.Length * classes];
        for (int i = 0; i < numbers.Length; i++) rows[i * classes + (int)numbers[i]] = 1;
        return Tensor.From(rows, [.. x.Shape, classes]);
    }
}
