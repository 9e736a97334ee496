namespace TokenPak.Compression.Stages.Tables;

/// <summary>A piece of a derived string: the first row's characters from <paramref name="Start"/>, or another column's value.</summary>
internal readonly record struct TemplatePart(int Start, int Length, TableColumn? Column);
