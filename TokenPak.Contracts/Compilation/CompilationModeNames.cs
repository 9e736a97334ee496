namespace TokenPak.Contracts.Compilation;

/// <summary>The wire names of <see cref="CompilationMode"/>, with the synonyms of the original tool.</summary>
public static class CompilationModeNames
{
    /// <summary>The name shown in headers and statistics.</summary>
    public static string ToWireName(this CompilationMode mode) => mode switch
    {
        CompilationMode.Off => "off",
        CompilationMode.Safe => "safe",
        CompilationMode.Aggressive => "aggressive",
        _ => "full",
    };

    /// <summary>Reads a name or synonym, in any case. False where the text is neither.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CompilationMode mode)
    {
        text = text.Trim();
        CompilationMode? found =
            Is(text, "off") || Is(text, "strict") ? CompilationMode.Off
            : Is(text, "safe") ? CompilationMode.Safe
            : Is(text, "full") || Is(text, "hybrid") ? CompilationMode.Full
            : Is(text, "aggressive") ? CompilationMode.Aggressive
            : null;
        mode = found ?? CompilationMode.Full;
        return found is not null;

        static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
