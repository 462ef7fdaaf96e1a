namespace Heed.Tests;

public class PythonNumberTests
{
    [Theory]
    [InlineData(1e-06, "1e-06")]
    [InlineData(1e-07, "1e-07")]
    [InlineData(1e-05, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.001, "0.001")]
    [InlineData(9.999999e-05, "9.999999e-05")]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(100.0, "100.0")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(0.3, "0.3")]
    [InlineData(0.6666666666666666, "0.6666666666666666")]
    [InlineData(0.003, "0.003")]
    public void Numbers_are_spelled_as_Python_spells_them(double value, string expected)
    {
        Assert.Equal(expected, PythonNumber.ToJson(value).ToJsonString());
        Assert.Equal(value, PythonNumber.Read(PythonNumber.ToJson(value)));
    }
}
