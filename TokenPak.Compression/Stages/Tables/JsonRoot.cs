namespace TokenPak.Compression.Stages.Tables;

/// <summary>A JSON value in a text.</summary>
internal readonly record struct JsonRoot(int Node, int Start, int End);
