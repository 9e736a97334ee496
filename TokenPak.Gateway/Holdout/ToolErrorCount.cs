namespace TokenPak.Gateway.Holdout;

/// <summary>
/// Counts the members <c>"is_error": true</c>, which Anthropic's tool results carry. Within a JSON string a quote is escaped, so the name with both its quotes stands
/// for nothing but itself: a search of bytes finds what a parser would.
/// </summary>
internal static class ToolErrorCount
{
    private static ReadOnlySpan<byte> Name => "\"is_error\""u8;

    public static int In(ReadOnlySpan<byte> body)
    {
        var count = 0;
        while (body.IndexOf(Name) is >= 0 and var at)
        {
            body = body[(at + Name.Length)..].TrimStart(" \t\r\n"u8);
            if (!body.IsEmpty && body[0] == ':' && body[1..].TrimStart(" \t\r\n"u8).StartsWith("true"u8)) count++;
        }

        return count;
    }
}
