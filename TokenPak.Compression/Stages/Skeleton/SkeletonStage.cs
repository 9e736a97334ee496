using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>
/// Code to its declarations: a function's body becomes a note, unless the question names the function or something in it. An edit has to match a file's text word for word, so only code that the
/// caller cannot edit: documents, pastes and files in requests without tools, and what was fetched from the web.
/// </summary>
internal sealed class SkeletonStage : ILossyStage
{
    /// <summary>A shorter body costs no more than its note.</summary>
    private const int FewestLines = 4;

    private const int LongestSignature = 4096;
    private const int LongestQuestion = 4096;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Modifiers = new HashSet<string>
    {
        "func", "public", "private", "protected", "internal", "static", "async", "override", "virtual", "abstract", "sealed", "readonly", "partial", "unsafe", "extern", "new", "required",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public byte Id => StageId.Skeleton;

    public int Version => 1;

    public bool Accepts(in LossyBlock block) => block.Content switch
    {
        ContentKind.File => !block.HasTools,
        ContentKind.Output => block.Kind != BlockKind.ToolResult || IsAddress(block.Tool.Subject),
        _ => false,
    };

    public bool TryShorten(in LossyBlock block, TextBuffer output)
    {
        var text = block.Text;
        var bodies = new List<CodeBody>();
        switch (CodeStyles.Of(text, block.Tool.Subject))
        {
            case CodeStyle.Indentation:
                IndentedBodies.Find(text, bodies);
                break;
            case CodeStyle.Braces when BraceBodies.TryFind(text, bodies):
                break;
            default:
                return false;
        }

        return Write(block, CollectionsMarshal.AsSpan(bodies), output);
    }

    private static bool IsAddress(string? subject) =>
        subject is not null && (subject.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    private static bool Write(in LossyBlock block, ReadOnlySpan<CodeBody> bodies, TextBuffer output)
    {
        var text = block.Text;
        var (at, line, counted) = (0, 1, 0);
        foreach (var body in bodies)
        {
            var lines = text[body.Start..body.End].Count('\n') + 1;
            if (lines < FewestLines || IsNamed(block, body)) continue;
            output.Append(text[at..body.Start]);
            line += text[counted..body.Start].Count('\n');
            output.Append(Indentation(text[body.Start..body.End]));
            block.WriteGap(output, line, line + lines - 1, "lines");
            (at, counted) = (body.End, body.Start);
        }

        output.Append(text[at..]);
        return at > 0;
    }

    private static bool IsNamed(in LossyBlock block, in CodeBody body)
    {
        var signature = block.Text[body.Signature..body.Start];
        return IsAsked(block.Question, NameIn(signature)) || block.Question.Names(block.Text[body.Signature..body.End]);
    }

    /// <summary>Whether the question has the name as one of its words, or, where it is a stop word too ("Why does Read fail?"), as it is written.</summary>
    private static bool IsAsked(Question question, ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        if (question.WordLike(name) is not null) return true;
        if (!char.IsUpper(name[0])) return false;
        var text = question.Text.AsSpan(0, Math.Min(question.Text.Length, LongestQuestion));
        for (var found = text.IndexOf(name, StringComparison.Ordinal); found >= 0; found = text.IndexOf(name, StringComparison.Ordinal))
        {
            var end = found + name.Length;
            if ((found == 0 || !char.IsLetterOrDigit(text[found - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
            text = text[end..];
        }

        return false;
    }

    /// <summary>The word before the first bracket behind it: the function's name.</summary>
    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> signature)
    {
        signature = BraceHeader.WithoutAttributes(signature[Math.Max(0, signature.Length - LongestSignature)..].Trim());
        var end = 0;
        while (true)
        {
            var open = signature[end..].IndexOf('(');
            if (open < 0) return default;
            var before = WithoutTypeParameters(signature[..(end + open)].TrimEnd());
            var start = before.Length;
            while (start > 0 && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] == '_')) start--;
            // Go's receiver stands in brackets before the name, and so do C#'s tuples.
            if (before.Length > start && !Modifiers.Contains(before[start..])) return before[start..];
            end += open + 1;
        }
    }

    private static ReadOnlySpan<char> WithoutTypeParameters(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[^1] is not ('>' or ']')) return name;
        var depth = 0;
        for (var at = name.Length - 1; at >= 0; at--)
        {
            if (name[at] is '>' or ']') depth++;
            else if (name[at] is '<' or '[' && --depth == 0) return name[..at];
        }

        return name;
    }

    private static ReadOnlySpan<char> Indentation(ReadOnlySpan<char> body)
    {
        var first = body.TrimStart("\r\n");
        return first[..(first.Length - first.TrimStart(" \t").Length)];
    }
}
