namespace Heed;

/// <summary>A tensor's shape, rank or number does not fit what an op or a layer expects.</summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what came, and how to mend it.</param>
    public ShapeException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What was expected, what came, and how to mend it.</param>
    /// <param name="innerException">The first failure.</param>
    public ShapeException(string message, Exception innerException) : base(message, innerException) { }
}
