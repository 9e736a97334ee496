namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>Finds the bodies of functions in languages with braces: in types and namespaces, never inside each other.</summary>
internal static class BraceBodies
{
    private const int MaxDepth = 64;

    /// <summary>The bodies in order; false where the braces do not match.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, List<CodeBody> bodies)
    {
        var reader = new BraceReader(text);
        var (depth, bodyDepth) = (0, -1);
        var (header, signature, open) = (0, 0, 0);
        for (var sign = reader.Next(); sign != '\0'; sign = reader.Next())
        {
            if (sign == '{')
            {
                if (bodyDepth < 0)
                {
                    var start = Math.Clamp(Math.Max(header, reader.CommentEnd), 0, reader.At);
                    if (BraceHeader.IsFunction(text[start..reader.At])) (bodyDepth, open, signature) = (depth, reader.At, start);
                    header = reader.At + 1;
                }

                if (++depth > MaxDepth) return false;
            }
            else if (sign == '}')
            {
                if (--depth < 0) return false;
                if (depth == bodyDepth)
                {
                    Add(text, signature, open, reader.At, bodies);
                    bodyDepth = -1;
                }

                if (bodyDepth < 0) header = reader.At + 1;
            }
            else if (sign == ';' && bodyDepth < 0)
            {
                header = reader.At + 1;
            }
        }

        return depth == 0;
    }

    /// <summary>The lines between the one with the opening brace and the one with the closing brace.</summary>
    private static void Add(ReadOnlySpan<char> text, int signature, int open, int close, List<CodeBody> bodies)
    {
        var first = text[open..close].IndexOf('\n');
        if (first < 0) return; // and so the search backwards ends inside the body
        var last = text[..close].LastIndexOf('\n');
        if (open + first + 1 >= last) return;
        bodies.Add(new CodeBody(signature, open + first + 1, last));
    }
}
