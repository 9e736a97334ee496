namespace TokenPak.Compression.Stages.Prose;

/// <summary>Sentences that report an error or warn: never left out.</summary>
internal static class AlertWords
{
    private static readonly string[] Labels = ["error", "warning", "warn", "fatal", "critical", "panic", "exception", "failed", "failure", "caution", "danger", "traceback", "important"];

    private static readonly string[] Shouts = ["ERROR", "WARNING", "WARN", "FATAL", "CRITICAL", "PANIC", "FAILED", "FAILURE", "CAUTION", "DANGER"];

    public static bool Are(ReadOnlySpan<char> unit)
    {
        var start = unit.TrimStart("*_>#-[( \"'`!⚠️");
        foreach (var label in Labels)
        {
            if (!start.StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            var behind = start[label.Length..].TrimStart("*_])\"'` ");
            if (!behind.IsEmpty && behind[0] is ':' or '：' or '!') return true;
        }

        foreach (var shout in Shouts)
        {
            for (var at = unit.IndexOf(shout, StringComparison.Ordinal); at >= 0;)
            {
                var end = at + shout.Length;
                if ((at == 0 || !char.IsLetter(unit[at - 1])) && (end == unit.Length || !char.IsLetter(unit[end]))) return true;
                var next = unit[end..].IndexOf(shout, StringComparison.Ordinal);
                at = next < 0 ? -1 : end + next;
            }
        }

        return unit.Contains("Error: ", StringComparison.Ordinal) || unit.Contains("Exception: ", StringComparison.Ordinal);
    }
}
