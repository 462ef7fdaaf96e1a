namespace Heed.Tests.Weights;

/// <summary>Operators on variables.</summary>
public class VariableOperatorsTests
{
    private readonly Variable _two = new(new float[] { 2 }), _six = new(new float[] { 6 });
    private readonly Tensor _three = new float[] { 3 };

    [Fact]
    public void Variables_tensors_and_numbers_go_together()
    {
        Assert.Equal([-2, 8, 9, 7, 4, 3, -5, 12, 18, 12, 3, 2, 0.5f, 1.5f], new[]
        {
            -_two, _two + _six, _six + _three, 1 + _six, _six - _two, _six - _three, 1 - _six, _two * _six, _six * _three, 2 * _six, _six / _two, _six / _three, _three / _six, _three / _two,
        }.Select(tensor => tensor.ToArray<float>()[0]));
    }

    [Fact]
    public void Gradient_reaches_the_variable()
    {
        using var tape = new Tape();
        Tensor? slope = tape.Gradients(_two * _two - 3 * _two, [_two])[0];
        Assert.Equal(1, slope!.Item<float>());
    }
}
