using System.Numerics;

namespace Heed.Kernels;

/// <summary>The inverse of the error function.</summary>
/// <remarks>
/// Float: Giles 2012, "Approximating the erfinv function", x · P(−log(1 − x²)) with a polynomial for the middle and one for the tails, about 7 digits.
/// Double, lane by lane: Wichura 1988, algorithm AS 241 (PPND16), gives the quantile of the normal distribution at p = (1 + x) / 2, which is √2 times the result;
/// three rational functions for the middle and the tails, about 16 digits.
/// </remarks>
internal static partial class Simd
{
    public static Vector<T> Erfinv<T>(Vector<T> x) where T : unmanaged, INumberBase<T> =>
        typeof(T) == typeof(float) ? Erfinv(Single(x)).As<float, T>() : PerLane<T, ErfinvLane>(x);

    private static Vector<float> Erfinv(Vector<float> x)
    {
        Vector<float> one = Vector<float>.One, w = -Vector.Log((one - x) * (one + x)), root = Vector.SquareRoot(w);
        Vector<int> isMiddle = Vector.LessThan(w, new Vector<float>(5));
        Vector<float> middle = Polynomial(w - new Vector<float>(2.5f),
            [2.81022636e-08f, 3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f, -0.00125372503f, -0.00417768164f, 0.246640727f, 1.50140941f], []);
        Vector<float> tail = Polynomial(root - new Vector<float>(3),
            [-0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f, -0.0076224613f, 0.00943887047f, 1.00167406f, 2.83297682f], []);
        Vector<float> y = x * Vector.ConditionalSelect(isMiddle, middle, tail);
        return Vector.ConditionalSelect(Vector.Equals(Vector.Abs(x), one), x * new Vector<float>(float.PositiveInfinity), y);
    }

    private readonly struct ErfinvLane : IScalarMap
    {
        public static double Invoke(double x)
        {
            double size = Math.Abs(x), q = x / 2;
            if (size <= 0.85)
            {
                double r = 0.180625 - q * q;
                return SquareRootOfHalf * q
                    * Polynomial(r, [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
                        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608])
                    / Polynomial(r, [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
                        5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1]);
            }
            if (!(size < 1)) return size == 1 ? Math.CopySign(double.PositiveInfinity, x) : double.NaN;

            double tail = Math.Sqrt(-Math.Log((1 - size) / 2));
            double value = tail <= 5
                ? Polynomial(tail - 1.6, [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
                      3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734])
                  / Polynomial(tail - 1.6, [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
                      0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1])
                : Polynomial(tail - 5, [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
                      0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772])
                  / Polynomial(tail - 5, [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
                      0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1]);
            return Math.CopySign(SquareRootOfHalf * value, x);
        }

        private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
        {
            double y = 0;
            foreach (double c in coefficients) y = y * x + c;
            return y;
        }
    }
}
