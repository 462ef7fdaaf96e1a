using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class MaskedMergeTests
{
    private static readonly float[,,] A = { { { 5, 1 }, { 2, 8 } } }, B = { { { 3, 4 }, { 6, 7 } } };

    [Fact]
    public void Without_masks_the_extremes_are_taken_element_by_element()
    {
        Assert.Equal([5f, 4, 6, 8], new Maximum().Apply([A, B]).ToArray<float>());
        Assert.Equal([3f, 1, 2, 7], new Minimum().Apply([A, B]).ToArray<float>());
    }

    [Fact]
    public void A_masked_element_gives_way_to_the_others()
    {
        Tensor least = new Minimum().Apply([Masked(A, true, false), Masked(B, true, true)]);
        Assert.Equal([3f, 1, 6, 7], least.ToArray<float>());
        Assert.Equal([true, true], least.Mask!.ToArray<bool>());
    }

    [Fact]
    public void One_input_without_mask_and_the_output_has_none()
    {
        Tensor largest = new Maximum().Apply([Masked(A, false, true), B]);
        Assert.Equal([3f, 4, 6, 8], largest.ToArray<float>());
        Assert.Null(largest.Mask);
    }

    [Fact]
    public void Elements_that_all_inputs_mask_stay_masked()
    {
        Tensor largest = new Maximum().Apply([Masked(A, false, true), Masked(B, false, true)]);
        Assert.Equal([false, true], largest.Mask!.ToArray<bool>());
    }

    private static Tensor Masked(Tensor x, params bool[] mask)
    {
        Tensor masked = x.View(x.Shape);
        masked.Mask = Tensor.From(mask, [1, mask.Length]);
        return masked;
    }
}
