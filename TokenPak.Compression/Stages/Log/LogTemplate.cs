namespace TokenPak.Compression.Stages.Log;

/// <summary>A message whose varying parts are numbered slots.</summary>
/// <param name="Line">A line of its kind, whose words the constant parts are.</param>
/// <param name="Columns">One for each word.</param>
internal sealed record LogTemplate(int Line, LogColumn[] Columns);

/// <summary>A word of a template.</summary>
/// <param name="Slot">The slot that it fills or repeats, from 1; 0 where it is the same in every line.</param>
/// <param name="Repeats">An earlier column has the slot's value.</param>
/// <param name="Prefix">Characters before the value that are the same in every line.</param>
/// <param name="Suffix">Characters after it.</param>
internal readonly record struct LogColumn(int Slot, bool Repeats, int Prefix, int Suffix);
