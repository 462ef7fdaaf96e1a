namespace Heed.Kernels;

/// <summary>One block of a pass: the places of its first butterfly, and the factors.</summary>
/// <remarks>Operand j stands <c>InStep · j</c> elements after the first, result k <c>OutStep · k</c>; consecutive elements are independent.</remarks>
internal unsafe struct FourierBlock<T> where T : unmanaged
{
    public T* InRe, InIm, OutRe, OutIm, Re, Im, Cos, Sin;
    public nint InStep, OutStep;
    public int Radix;
}

/// <summary>The passes of a transform: <c>out[k] = w[k] · Σ_j in[j] · exp(−2πi jk / radix)</c>.</summary>
/// <remarks>Sums and products are rounded one by one, so that a row's bits do not depend on how many rows stand beside it.</remarks>
internal static unsafe class FourierStages
{
    /// <summary>All butterflies of a pass. Elements that belong to one factor stand side by side, <paramref name="stride"/> of them.</summary>
    public static void Run<T, TVector, TWidth>(FourierPass<T> pass, T* inRe, T* inIm, T* outRe, T* outIm, int stride)
        where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        int whole = stride - stride % TWidth.Count;
        fixed (T* re = pass.Re, im = pass.Im, cos = pass.Cos, sin = pass.Sin)
        {
            var block = new FourierBlock<T> { Cos = cos, Sin = sin, Radix = pass.Radix, InStep = (nint)pass.Blocks * stride, OutStep = stride };
            for (int p = 0; p < pass.Blocks; p++)
            {
                nint from = (nint)p * stride, to = from * pass.Radix, factors = (nint)p * (pass.Radix - 1);
                block.InRe = inRe + from;
                block.InIm = inIm + from;
                block.OutRe = outRe + to;
                block.OutIm = outIm + to;
                block.Re = re + factors;
                block.Im = im + factors;
                if (whole > 0) Butterflies<T, TVector, TWidth>(block, 0, whole);
                if (whole < stride) Butterflies<T, T, Width1<T>>(block, whole, stride);
            }
        }
    }

    private static void Butterflies<T, TVector, TWidth>(in FourierBlock<T> block, int from, int to)
        where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        switch (block.Radix)
        {
            case 4: Fours<T, TVector, TWidth>(block, from, to); break;
            case 2: Twos<T, TVector, TWidth>(block, from, to); break;
            default: Odds<T, TVector, TWidth>(block, from, to); break;
        }
    }

    private static void Twos<T, TVector, TWidth>(in FourierBlock<T> b, int from, int to) where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        T* aRe = b.InRe, aIm = b.InIm, bRe = b.InRe + b.InStep, bIm = b.InIm + b.InStep;
        for (int q = from; q < to; q += TWidth.Count)
        {
            TVector xRe = TWidth.Load(aRe + q), xIm = TWidth.Load(aIm + q), yRe = TWidth.Load(bRe + q), yIm = TWidth.Load(bIm + q);
            TWidth.Store(TWidth.Add(xRe, yRe), b.OutRe + q);
            TWidth.Store(TWidth.Add(xIm, yIm), b.OutIm + q);
            Put<T, TVector, TWidth>(b, 1, q, TWidth.Subtract(xRe, yRe), TWidth.Subtract(xIm, yIm));
        }
    }

    private static void Fours<T, TVector, TWidth>(in FourierBlock<T> b, int from, int to) where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        T* aRe = b.InRe, bRe = aRe + b.InStep, cRe = bRe + b.InStep, dRe = cRe + b.InStep;
        T* aIm = b.InIm, bIm = aIm + b.InStep, cIm = bIm + b.InStep, dIm = cIm + b.InStep;
        for (int q = from; q < to; q += TWidth.Count)
        {
            TVector x0 = TWidth.Load(aRe + q), x1 = TWidth.Load(bRe + q), x2 = TWidth.Load(cRe + q), x3 = TWidth.Load(dRe + q);
            TVector evenRe = TWidth.Add(x0, x2), oddRe = TWidth.Add(x1, x3), evenRe1 = TWidth.Subtract(x0, x2), oddRe1 = TWidth.Subtract(x1, x3);
            TVector y0 = TWidth.Load(aIm + q), y1 = TWidth.Load(bIm + q), y2 = TWidth.Load(cIm + q), y3 = TWidth.Load(dIm + q);
            TVector evenIm = TWidth.Add(y0, y2), oddIm = TWidth.Add(y1, y3), evenIm1 = TWidth.Subtract(y0, y2), oddIm1 = TWidth.Subtract(y1, y3);
            TWidth.Store(TWidth.Add(evenRe, oddRe), b.OutRe + q);
            TWidth.Store(TWidth.Add(evenIm, oddIm), b.OutIm + q);
            Put<T, TVector, TWidth>(b, 1, q, TWidth.Add(evenRe1, oddIm1), TWidth.Subtract(evenIm1, oddRe1));
            Put<T, TVector, TWidth>(b, 2, q, TWidth.Subtract(evenRe, oddRe), TWidth.Subtract(evenIm, oddIm));
            Put<T, TVector, TWidth>(b, 3, q, TWidth.Subtract(evenRe1, oddIm1), TWidth.Add(evenIm1, oddRe1));
        }
    }

    /// <summary>Operands j and radix − j share their cosines and, with the other sign, their sines; so do results k and radix − k.</summary>
    private static void Odds<T, TVector, TWidth>(in FourierBlock<T> b, int from, int to) where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        int radix = b.Radix, half = radix / 2;
        for (int q = from; q < to; q += TWidth.Count)
        {
            TVector firstRe = TWidth.Load(b.InRe + q), firstIm = TWidth.Load(b.InIm + q), sumRe = firstRe, sumIm = firstIm;
            for (int j = 1; j < radix; j++)
            {
                sumRe = TWidth.Add(sumRe, TWidth.Load(b.InRe + j * b.InStep + q));
                sumIm = TWidth.Add(sumIm, TWidth.Load(b.InIm + j * b.InStep + q));
            }
            TWidth.Store(sumRe, b.OutRe + q);
            TWidth.Store(sumIm, b.OutIm + q);
            for (int k = 1; k <= half; k++)
            {
                TVector cosRe = firstRe, cosIm = firstIm, sinRe = TWidth.Broadcast(default), sinIm = sinRe;
                for (int j = 1; j <= half; j++)
                {
                    TVector cos = TWidth.Broadcast(b.Cos[j * k % radix]), sin = TWidth.Broadcast(b.Sin[j * k % radix]);
                    TVector xRe = TWidth.Load(b.InRe + j * b.InStep + q), yRe = TWidth.Load(b.InRe + (radix - j) * b.InStep + q);
                    TVector xIm = TWidth.Load(b.InIm + j * b.InStep + q), yIm = TWidth.Load(b.InIm + (radix - j) * b.InStep + q);
                    cosRe = TWidth.Add(cosRe, TWidth.Multiply(cos, TWidth.Add(xRe, yRe)));
                    cosIm = TWidth.Add(cosIm, TWidth.Multiply(cos, TWidth.Add(xIm, yIm)));
                    sinRe = TWidth.Add(sinRe, TWidth.Multiply(sin, TWidth.Subtract(xRe, yRe)));
                    sinIm = TWidth.Add(sinIm, TWidth.Multiply(sin, TWidth.Subtract(xIm, yIm)));
                }
                Put<T, TVector, TWidth>(b, k, q, TWidth.Add(cosRe, sinIm), TWidth.Subtract(cosIm, sinRe));
                Put<T, TVector, TWidth>(b, radix - k, q, TWidth.Subtract(cosRe, sinIm), TWidth.Add(cosIm, sinRe));
            }
        }
    }

    /// <summary>Result k, times its factor.</summary>
    private static void Put<T, TVector, TWidth>(in FourierBlock<T> b, int k, int q, TVector re, TVector im) where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        TVector wRe = TWidth.Broadcast(b.Re[k - 1]), wIm = TWidth.Broadcast(b.Im[k - 1]);
        TWidth.Store(TWidth.Subtract(TWidth.Multiply(re, wRe), TWidth.Multiply(im, wIm)), b.OutRe + k * b.OutStep + q);
        TWidth.Store(TWidth.Add(TWidth.Multiply(re, wIm), TWidth.Multiply(im, wRe)), b.OutIm + k * b.OutStep + q);
    }
}
