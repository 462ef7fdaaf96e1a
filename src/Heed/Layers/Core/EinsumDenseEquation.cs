using System.Text.RegularExpressions;

namespace Heed.Layers;

/// <summary>The equation of an <see cref="EinsumDense"/> and what follows from it: the shapes of kernel, bias and output.</summary>
/// <remarks>Source: keras/src/layers/core/einsum_dense.py, <c>_analyze_einsum_string</c>.</remarks>
internal sealed partial class EinsumDenseEquation
{
    private readonly string _input, _kernel, _output;
    private readonly string? _biasAxes;
    private readonly bool _elidesLeft, _elidesRight;

    /// <summary>Reads an equation.</summary>
    /// <param name="text">Such as <c>abc,cd->abd</c>, <c>...c,cd->...d</c> or <c>ab...,bc->ac...</c>.</param>
    /// <param name="biasAxes">Letters of the output; <see langword="null"/>: there is no bias.</param>
    /// <param name="owner">Who is named in errors.</param>
    /// <exception cref="ArgumentException">It has another form, or a letter does not fit.</exception>
    public EinsumDenseEquation(string text, string? biasAxes, object owner)
    {
        Match match = Form().Match(text);
        (_input, _kernel, _output, _biasAxes) = (match.Groups["input"].Value, match.Groups["kernel"].Value, match.Groups["output"].Value, biasAxes);
        (_elidesLeft, _elidesRight) = (match.Groups["left"].Success, match.Groups["right"].Success);
        bool sameDots = _elidesLeft == match.Groups["outputLeft"].Success && _elidesRight == match.Groups["outputRight"].Success;
        if (!match.Success || !sameDots || (_elidesLeft && _elidesRight) || (_elidesRight && _input.Length < 2))
            throw new ArgumentException($"{owner} expects an equation of the form 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'. Received '{text}'.");
        if (_output.FirstOrDefault(letter => !_input.Contains(letter) && !_kernel.Contains(letter)) is var made and not '\0')
            throw new ArgumentException($"{owner} expects every axis of the output among those of the input and the kernel. Received '{made}' in '{text}'.");
        if (_kernel.FirstOrDefault(letter => !_input.Contains(letter) && !_output.Contains(letter)) is var free and not '\0')
            throw new ArgumentException($"{owner} expects every axis of the kernel among those of the input and the output. Received '{free}' in '{text}'.");
        if (biasAxes is "" || biasAxes?.All(_output.Contains) == false)
            throw new ArgumentException($"{owner} expects biasAxes to be axes of the output '{_output}'. Received '{biasAxes}'.");
        SummedAxes = CountSummed();
    }

    /// <summary>If input and kernel are matrices as they lie in memory (…, summed) · (summed, made): how many axes are summed; else 0.</summary>
    public int SummedAxes { get; }

    /// <summary>How many axes an input has; with an ellipsis, at least.</summary>
    public int InputRank => _input.Length;

    /// <summary>May an input have more axes?</summary>
    public bool HasEllipsis => _elidesLeft || _elidesRight;

    /// <summary>The axes of the kernel over which is summed.</summary>
    public int[] InputAxes => [.. Enumerable.Range(0, _kernel.Length).Where(axis => !_output.Contains(_kernel[axis]))];

    /// <summary>The axes of the kernel that the output has.</summary>
    public int[] OutputAxes => [.. Enumerable.Range(0, _kernel.Length).Where(axis => _output.Contains(_kernel[axis]))];

    /// <summary>The output's shape: the batch, then the elided axes left or right of the given ones.</summary>
    /// <param name="input">The input's shape.</param>
    /// <param name="given">The output's axes without the batch and the elided ones; unknown ones stay unknown.</param>
    public Shape Output(Shape input, Shape given)
    {
        int elided = input.Rank - _input.Length;
        return _elidesLeft && elided > 0 ? [.. input[..elided], .. given]
            : [input[0], .. given, .. input[_input.Length..]];
    }

    /// <summary>Has the output an axis for each letter (more are no error, as in Keras), and do the lengths of axes that input and output share agree?</summary>
    public bool Fits(Shape input, Shape output)
    {
        int elided = input.Rank - _input.Length, offset = _elidesLeft ? elided : 0;
        return output.Rank >= _output.Length + offset && _input.Index().All(axis =>
            !_output.Contains(axis.Item) || output[offset + _output.IndexOf(axis.Item)] == input[offset + axis.Index]);
    }

    /// <summary>The kernel's shape.</summary>
    public Shape Kernel(Shape input, Shape output)
    {
        int offset = _elidesLeft ? input.Rank - _input.Length : 0;
        return new(_kernel.Select(letter => _output.Contains(letter) ? output[offset + _output.IndexOf(letter)] : input[offset + _input.IndexOf(letter)]));
    }

    /// <summary>The bias's shape, from its first axis to the output's last; <see langword="null"/>: there is none.</summary>
    public Shape? Bias(Shape input, Shape output)
    {
        if (_biasAxes is null) return null;
        int elided = input.Rank - _input.Length, offset = _elidesLeft ? elided : 0, first = _biasAxes.Min(letter => _output.IndexOf(letter));
        return [.. _output[first..].Select((letter, i) => _biasAxes.Contains(letter) ? output[offset + first + i] : 1), .. Enumerable.Repeat<Dim>(1, elided - offset)];
    }

    private int CountSummed()
    {
        int summed = _kernel.TakeWhile(_input.Contains).Count(), kept = _input.Length - summed;
        bool isProduct = !_elidesRight && kept >= 0 && summed > 0 && _input.Distinct().Count() == _input.Length
            && _input[kept..] == _kernel[..summed] && _output == _input[..kept] + _kernel[summed..] && _output.Distinct().Count() == _output.Length;
        return isProduct ? summed : 0;
    }

    [GeneratedRegex(@"^(?<left>\.\.\.)?(?<input>[a-zA-Z]+)(?<right>\.\.\.)?,(?<kernel>[a-zA-Z]+)->(?<outputLeft>\.\.\.)?(?<output>[a-zA-Z]+)(?<outputRight>\.\.\.)?$")]
    private static partial Regex Form();
}
