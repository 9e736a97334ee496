namespace TokenPak.Compression.Stages.Tables;

internal enum JsonKind : byte
{
    /// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Literal,
    String,
    Object,
    Array,
}
