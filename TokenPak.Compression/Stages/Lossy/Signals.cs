namespace TokenPak.Compression.Stages.Lossy;

/// <summary>Words that a line or a row is never left out for: of errors and of warnings, in the languages of compilers, test runners, shells and log levels.</summary>
internal static class Signals
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>(
        (
            "error errors err errored erroneous fail fails failed failing failure failures fatal panic panicked exception exceptions traceback warn warns warning warnings critical crit alert alerts emerg "
            + "emergency severe denied refused rejected forbidden unauthorized timeout timeouts abort aborted aborting killed crash crashed segfault sigsegv sigabrt oom unable cannot invalid illegal corrupt "
            + "corrupted corruption undefined unhandled uncaught unresolved unreachable unavailable mismatch mismatched conflict conflicts assert assertion missing deprecated vulnerability vulnerabilities "
            + "lost leak overflow underflow deadlock bad broken unexpected unknown stopped exited exit evicted crashloopbackoff imagepullbackoff errimagepull oomkilled notready degraded unhealthy xfail xpass").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Endings = ["Error", "Exception", "Failure", "Warning", "Fault"];

    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("E ") || text.StartsWith("E\t")) return true; // pytest's own mark
        for (var at = 0; at < text.Length;)
        {
            while (at < text.Length && !IsWord(text[at])) at++;
            var start = at;
            while (at < text.Length && IsWord(text[at])) at++;
            var word = text[start..at];
            if (word.Length < 2) continue;
            if (Words.Contains(word)) return true;
            foreach (var ending in Endings)
            {
                if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal)) return true;
            }
        }

        return text.Contains("timed out", StringComparison.OrdinalIgnoreCase) || text.Contains("not found", StringComparison.OrdinalIgnoreCase) || text.Contains("can't", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
