using System.Diagnostics;

namespace Heed;

/// <summary>What the steps of a <see cref="Dataset"/> do with single elements.</summary>
internal static class Elements
{
    /// <summary>Takes an element's tensors out of all memory scopes: it waits in a pipeline for a step that may come after a scope was closed.</summary>
    public static Examples Survive(this Examples element)
    {
        foreach ((_, Tensor tensor) in element.All)
        {
            MemoryScope.ReleaseForever(tensor.Storage);
            if (tensor.Mask is { } mask) MemoryScope.ReleaseForever(mask.Storage);
        }
        return element;
    }

    /// <summary>Lets the open scope give the element's memory back when it closes.</summary>
    public static Examples OwnedByScope(this Examples element)
    {
        if (MemoryScope.Current is not { } scope) return element;
        foreach ((_, Tensor tensor) in element.All)
        {
            Own(tensor);
            if (tensor.Mask is { } mask) Own(mask);
        }
        return element;

        void Own(Tensor tensor)
        {
            if (tensor.Storage.Scope is null && !tensor.Storage.IsReturned) scope.Own(tensor.Storage);
        }
    }

    /// <summary>An element that somebody else made, if it can be used.</summary>
    /// <exception cref="InvalidDataException">Making it failed, or there is none.</exception>
    public static Examples Made(string owner, long index, Func<Examples> make)
    {
        Examples? element;
        try
        {
            element = make();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Broken(owner, index, error);
        }
        if (element is null or { X: null } || element.All.Any(item => item.Tensor is null or { IsSymbolic: true }))
            throw new InvalidDataException($"{owner} expects elements with values. Received null or a symbolic tensor at element {index}.");
        return element.Survive();
    }

    /// <summary>Goes on to the next element of a source that may fail.</summary>
    /// <exception cref="InvalidDataException">It failed.</exception>
    public static bool MoveNext(string owner, long index, Func<bool> moveNext)
    {
        try
        {
            return moveNext();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Broken(owner, index, error);
        }
    }

    /// <summary>One place of the first axis, with its mask.</summary>
    public static Tensor Row(Tensor x, int place)
    {
        Tensor row = Tensor.Allocate(x.Shape[1..], x.DType);
        ElementBytes.Move(x, row, new CutRow(place));
        if (x.Mask is { Rank: > 0 } mask) row.Mask = Row(mask, place);
        return row;
    }

    /// <summary>Tensors of one shape and type behind each other along a new first axis, without their masks.</summary>
    public static Tensor Stack(Tensor[] rows)
    {
        Tensor stack = Tensor.Allocate([rows.Length, .. rows[0].Shape], rows[0].DType);
        for (int i = 0; i < rows.Length; i++) ElementBytes.Move(rows[i], stack, new PutRow(i));
        return stack;
    }

    /// <summary>Checks that elements have the same tensors under the same names and of the same types; shapes may differ.</summary>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static void RequireOneStructure(string owner, IReadOnlyList<Examples> elements, long first)
    {
        Examples expected = elements[0];
        for (int i = 1; i < elements.Count; i++)
            if (elements[i] is var found && !(Alike(found.X, expected.X) && Alike(found.Y, expected.Y) && Alike(found.SampleWeight, expected.SampleWeight)))
                throw new ArgumentException($"{owner} expects elements with the same tensors. Received {Structure(found)} at element {first + i}, after {Structure(expected)}. Make them alike with Map.");
    }

    /// <summary>Puts elements behind each other along a new first axis.</summary>
    /// <param name="elements">At least one; of one structure.</param>
    /// <param name="join">Makes one tensor of the tensors at the same place of all elements; it gets the number of that place.</param>
    public static Examples Join(IReadOnlyList<Examples> elements, Func<Tensor[], int, Tensor> join)
    {
        int place = 0;
        return elements[0] with
        {
            X = Part(element => element.X)!,
            Y = Part(element => element.Y),
            SampleWeight = Part(element => element.SampleWeight),
        };

        Tensors? Part(Func<Examples, Tensors?> part)
        {
            int within = 0;
            return part(elements[0])?.WithSame(_ => Next(within++));

            Tensor Next(int i) => join([.. elements.Select(element => part(element)![i])], place++);
        }
    }

    private static InvalidDataException Broken(string owner, long index, Exception error) => new($"{owner} failed at element {index}: {error.Message}", error);

    private static bool Alike(Tensors? part, Tensors? expected)
    {
        if (part is null || expected is null) return part is null && expected is null;
        if (part.Count != expected.Count || !(part.Names ?? []).SequenceEqual(expected.Names ?? [])) return false;
        for (int i = 0; i < part.Count; i++)
            if (part[i].DType != expected[i].DType || part[i].Mask is null != expected[i].Mask is null) return false;
        return true;
    }

    private static string Structure(Examples element) => $"x: {Structure(element.X)}; y: {Structure(element.Y)}; sampleWeight: {Structure(element.SampleWeight)}";

    private static string Structure(Tensors? part) => part is null ? "none"
        : string.Join(", ", part.Select((tensor, i) => $"{(part.Names is { } names ? names[i] + " " : "")}{tensor.DType.Name()}{(tensor.Mask is null ? "" : " with mask")}"));

    private readonly struct PutRow(int place) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y[(place * x.Length)..]);
    }

    private readonly struct CutRow(int place) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            Debug.Assert(x.Length >= (place + 1) * y.Length);
            x.Slice(place * y.Length, y.Length).CopyTo(y);
        }
    }
}
