using static Heed.Ops;

namespace Heed.Tests;

public class MemoryScopeTests
{
    [Fact]
    public void What_is_made_inside_goes_back_and_what_is_kept_stays()
    {
        Tensor lost, kept;
        using (new MemoryScope())
        {
            lost = Ones([100]) * 2;
            kept = (Ones([100]) * 3).Keep();
        }
        var error = Assert.Throws<ObjectDisposedException>(() => lost.AsSpan<float>()[0]);
        Assert.Contains("(100,) float32", error.Message);
        Assert.Contains("Keep()", error.Message);
        Assert.Equal(3f, kept.AsSpan<float>()[99]);
    }

    [Fact]
    public void The_outer_scope_owns_what_the_inner_one_keeps()
    {
        Tensor kept;
        using (new MemoryScope())
        {
            using (new MemoryScope()) kept = (Ones([8]) * 2).Keep();
            Assert.Equal(2f, kept.AsSpan<float>()[0]);
        }
        Assert.Throws<ObjectDisposedException>(() => kept.AsSpan<float>()[0]);
    }

    [Fact]
    public void A_reshaped_tensor_shares_the_fate_of_its_memory()
    {
        Tensor view = MemoryScope.Run(() => Reshape(Ones([6]) * 2, [2, 3]));
        Assert.Equal(2f, view.AsSpan<float>()[5]);
    }

    [Fact]
    public void Results_of_several_tensors_survive_together()
    {
        Tensors results = MemoryScope.Run(() => Tensors.Create([Ones([2]) * 2, Ones([3]) * 3]));
        Assert.Equal((2f, 3f), (results[0].AsSpan<float>()[0], results[1].AsSpan<float>()[0]));
    }

    [Fact]
    public void Scopes_close_from_the_inside()
    {
        using var outer = new MemoryScope();
        using var inner = new MemoryScope();
        Assert.Throws<InvalidOperationException>(outer.Dispose);
    }

    [Fact]
    public void A_kept_tensor_that_was_returned_cannot_be_kept_again()
    {
        Tensor lost;
        using (new MemoryScope()) lost = Ones([2]) * 2;
        Assert.Throws<ObjectDisposedException>(lost.Keep);
    }
}
