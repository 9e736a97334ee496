using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>ECMA-48 sequences: CSI, OSC and the other strings, two- and three-character escapes.</summary>
internal static class EscapeSequences
{
    private const char Escape = '\u001b';
    private const string TwoCharacter = "78=>cDEHMNOZno|}~";

    public static void Strip(ReadOnlySpan<char> text, TextBuffer output)
    {
        while (true)
        {
            var at = text.IndexOf(Escape);
            if (at < 0)
            {
                output.Append(text);
                return;
            }

            output.Append(text[..at]);
            text = text[at..];
            var length = Length(text);
            if (length == 0)
            {
                output.Append(Escape); // no sequence: it stays
                length = 1;
            }

            text = text[length..];
        }
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return 0;
        switch (text[1])
        {
            case '[':
                var i = 2;
                while (i < text.Length && text[i] is >= '0' and <= '?') i++;
                while (i < text.Length && text[i] is >= ' ' and <= '/') i++;
                return i < text.Length && text[i] is >= '@' and <= '~' ? i + 1 : 0;
            case ']' or 'P' or 'X' or '^' or '_':
                var end = text[2..].IndexOfAny('\u0007', Escape);
                if (end < 0) return 0;
                end += 2;
                return text[end] == '\u0007' ? end + 1 : end + 1 < text.Length && text[end + 1] == '\\' ? end + 2 : 0;
            case '(' or ')' or '*' or '+' or '#' or '%' or ' ':
                return text.Length > 2 && text[2] is >= '0' and <= '~' ? 3 : 0;
            default:
                return TwoCharacter.Contains(text[1]) ? 2 : 0;
        }
    }
}
