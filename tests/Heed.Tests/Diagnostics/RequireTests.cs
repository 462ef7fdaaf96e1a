namespace Heed.Tests.Diagnostics;

public class RequireTests
{
    [Fact]
    public void Good_numbers_come_back()
    {
        Assert.Equal(0.5, Require.Fraction(0.5, this));
        Assert.Equal(3, Require.Positive(3, this));
        Assert.Equal(0, Require.NotNegative(0, this));
    }

    [Fact]
    public void Message_names_owner_argument_value_and_range()
    {
        const double dropRate = double.NaN;
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Require.Fraction(dropRate, "Layer 'x'")).Message;
        Assert.StartsWith("Layer 'x' expects dropRate to be a number in [0, 1]. Received NaN.", message);
    }
}
