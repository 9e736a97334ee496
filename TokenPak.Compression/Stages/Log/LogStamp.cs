using System.Buffers;

namespace TokenPak.Compression.Stages.Log;

/// <summary>The date and time at a line's beginning: <c>2015-10-18 18:01:47,978</c>, <c>[Sun Dec 04 04:47:44 2005]</c>, <c>Jul  9 12:16:51</c>, <c>17/06/09 20:10:40</c>.</summary>
internal static class LogStamp
{
    private const int MaxTokens = 7;
    private const int MinDigits = 6;
    private static readonly SearchValues<char> StampChars = SearchValues.Create("0123456789:.,/-+TZ[]()");
    private static readonly string[] Names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The stamp's length without the blank behind it, and its tokens' starts; 0 where the line has none.</summary>
    public static int Read(ReadOnlySpan<char> line, Span<int> starts, out int tokens)
    {
        tokens = 0;
        var at = 0;
        var digits = 0;
        var afterTime = false;
        var afterName = false;
        while (tokens < MaxTokens && at < line.Length)
        {
            var blank = line[at..].IndexOf(' ');
            if (blank < 0) break; // nothing behind it: no stamp of a message
            if (blank == 0 && tokens > 0)
            {
                at++; // "Jul  9": the second blank counts to the word before it
                continue;
            }

            var token = line.Slice(at, blank);
            var name = IsName(token);
            if (!name && token is not "-" && !IsTime(token, afterTime, afterName)) break;
            starts[tokens++] = at;
            foreach (var c in token) digits += char.IsAsciiDigit(c) ? 1 : 0;
            afterTime |= token.IndexOf(':') >= 0;
            afterName = name;
            at += blank + 1;
        }

        return digits >= MinDigits && tokens > 0 ? at - 1 : 0;
    }

    private static bool IsName(ReadOnlySpan<char> token)
    {
        var word = token.TrimStart("[").TrimEnd(",");
        if (word.Length != 3) return false;
        foreach (var name in Names)
        {
            if (word.SequenceEqual(name)) return true;
        }

        return false;
    }


    private static bool IsTime(ReadOnlySpan<char> token, bool afterTime, bool afterName)
    {
        if (token.ContainsAnyExcept(StampChars) || !token.ContainsAnyInRange('0', '9')) return false;
        if (afterTime) return token[^1] == ']' || (token[0] is '+' or '-' && token.Length is 5 or 6); // a year or a zone
        var plain = !token.ContainsAnyExceptInRange('0', '9');
        return !plain || token.Length >= MinDigits || (afterName && token.Length <= 4);
    }
}
