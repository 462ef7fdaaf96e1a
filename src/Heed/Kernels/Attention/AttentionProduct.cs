namespace Heed.Kernels;

/// <summary>A product of matrices in attention, c (+)= a · b, with any number of rows and whole tiles of columns.</summary>
internal unsafe struct AttentionProduct<T> where T : unmanaged
{
    /// <summary>Terms of each sum.</summary>
    public int Terms;

    /// <summary>Element (r, p) of a is at A[r · ARow + p], or at A[r + p · tiles · columns]: see <see cref="IProductTerms"/>.</summary>
    public T* A;
    public nint ARow;

    /// <summary>Row p of b is at B + p · BRow; the next tile's columns are BColumns further.</summary>
    public T* B;
    public nint BRow, BColumns;

    /// <summary>Row r of c is at C + r · CRow; the tiles of columns follow each other.</summary>
    public T* C;
    public nint CRow;

    /// <summary>Tiles side by side.</summary>
    public int Columns;

    /// <summary>Adds to c instead of overwriting it.</summary>
    public bool Accumulate;

    /// <summary>If not null, row r of the result is multiplied by Factors[r].</summary>
    public T* Factors;
}

/// <summary>How the terms of an <see cref="AttentionProduct{T}"/> lie in memory, known when compiled.</summary>
internal interface IProductTerms
{
    /// <summary>0: row r of a begins at r · ARow. Else a is stored transposed, and from one of its columns to the next are so many tiles.</summary>
    static abstract int LanesOfA { get; }

    /// <summary>Are the rows of b one tile wide (BRow), so that c is only one tile wide, and overwritten?</summary>
    static abstract bool ArePacked { get; }
}

/// <summary>Rows of keys times a panel of queries.</summary>
internal readonly struct PanelTerms : IProductTerms
{
    public static int LanesOfA => 0;
    public static bool ArePacked => true;
}

/// <summary>Rows of a times rows of b.</summary>
internal readonly struct RowTerms : IProductTerms
{
    public static int LanesOfA => 0;
    public static bool ArePacked => false;
}

/// <summary>Columns of a times rows of b: the transpose of a tile of weights times the values.</summary>
internal readonly struct ColumnTerms : IProductTerms
{
    public static int LanesOfA => 1;
    public static bool ArePacked => false;
}

/// <summary>Columns of a block of tiles of a times rows of b.</summary>
internal readonly struct BlockColumnTerms : IProductTerms
{
    /// <summary>Tiles of queries in a block.</summary>
    public const int Tiles = 6;

    public static int LanesOfA => Tiles;
    public static bool ArePacked => false;
}
