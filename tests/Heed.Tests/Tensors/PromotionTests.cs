namespace Heed.Tests;

public class PromotionTests
{
    private static readonly string[] Names = ["f32", "f64", "f16", "bf16", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "bool"];

    /// <summary>A row a type: with each type in their order, with an integer in code, and with a fraction in code.</summary>
    private static readonly Dictionary<DType, string> Expected = new()
    {
        [DType.Float32] = "f32  f64  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32",
        [DType.Float64] = "f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64",
        [DType.Float16] = "f32  f64  f16  f32  f16  f16  f16  f16  f16  f16  f16  f16  f16  f16  f16",
        [DType.BFloat16] = "f32  f64  f32  bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16",
        [DType.Int8] = "f32  f64  f16  bf16 i8   i16  i32  i64  i16  i32  i64  f32  i8   i8   f32",
        [DType.Int16] = "f32  f64  f16  bf16 i16  i16  i32  i64  i16  i32  i64  f32  i16  i16  f32",
        [DType.Int32] = "f32  f64  f16  bf16 i32  i32  i32  i64  i32  i32  i64  f32  i32  i32  f32",
        [DType.Int64] = "f32  f64  f16  bf16 i64  i64  i64  i64  i64  i64  i64  f32  i64  i64  f32",
        [DType.UInt8] = "f32  f64  f16  bf16 i16  i16  i32  i64  u8   u16  u32  u64  u8   u8   f32",
        [DType.UInt16] = "f32  f64  f16  bf16 i32  i32  i32  i64  u16  u16  u32  u64  u16  u16  f32",
        [DType.UInt32] = "f32  f64  f16  bf16 i64  i64  i64  i64  u32  u32  u32  u64  u32  u32  f32",
        [DType.UInt64] = "f32  f64  f16  bf16 f32  f32  f32  f32  u64  u64  u64  u64  u64  u64  f32",
        [DType.Bool] = "f32  f64  f16  bf16 i8   i16  i32  i64  u8   u16  u32  u64  bool i32  f32",
    };

    /// <summary>The table is the lattice of keras/src/backend/common/dtypes.py, before Keras cuts 64-bit types down to 32.</summary>
    [Fact]
    public void All_pairs_follow_the_lattice_of_Keras()
    {
        foreach ((DType type, string row) in Expected)
        {
            DType[] expected = [.. row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (DType)Array.IndexOf(Names, name))];
            Tensor tensor = Tensor.Symbolic([], type);
            DType[] actual =
            [
                .. Enumerable.Range(0, Names.Length).Select(other => Promotion.Of(type, (DType)other)),
                Promotion.Of(tensor, 2), Promotion.Of(0.5, tensor),
            ];
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_number_in_code_loses_nothing_to_its_partner()
    {
        Assert.Equal(0.1, (Tensor.FromScalar(0.0) + 0.1).Item<double>());
        Assert.Equal(Half.One, (Tensor.FromScalar(Half.Zero) + 1).Item<Half>());
        Assert.Equal(DType.Float32, ((Tensor)1 + 0.5).DType);
    }

    [Fact]
    public void Text_and_numbers_have_no_common_type()
    {
        var error = Assert.Throws<ArgumentException>(() => Promotion.Of(DType.String, DType.Int32));
        Assert.Contains("string and int32", error.Message);
    }
}
