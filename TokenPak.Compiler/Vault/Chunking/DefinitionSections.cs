using System.Text.RegularExpressions;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>
/// Code of any other language, by indentation and blank lines: a definition begins at a line that stands at the margin, or one step inside it, and
/// reads like one; comments and decorators right above belong to it.
/// </summary>
internal static partial class DefinitionSections
{
    private const int MaxIndentation = 4;

    public static List<Section> Find(SourceText source)
    {
        var sections = new List<Section>();
        var outer = "";
        for (var line = 0; line < source.LineCount; line++)
        {
            var text = source.Line(line);
            var indentation = text.Length - text.TrimStart().Length;
            if (text.IsWhiteSpace() || indentation > MaxIndentation) continue;
            var match = Definition().Match(text.ToString());
            if (!match.Success && !(indentation == 0 && line > 0 && source.Line(line - 1).IsWhiteSpace() && char.IsLetter(text[0]))) continue;
            var name = match.Groups["name"].Value;
            if (indentation == 0) outer = name;
            var first = FirstLine(source, line, sections.Count == 0 ? 0 : sections[^1].Line + 1);
            sections.Add(new Section(first, indentation == 0 || outer.Length == 0 ? name : $"{outer}.{name}", Weak: !match.Success));
        }

        return sections;
    }

    private static int FirstLine(SourceText source, int line, int limit)
    {
        while (line > limit && Above().IsMatch(source.Line(line - 1))) line--;
        return line;
    }

    [GeneratedRegex(
        @"^\s*(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|virtual|inline|extern|unsafe|const|pub(?:\([^)]*\))?|open|sealed|data|suspend|declare)\s+)*"
        + @"(?:def|class|function\*?|func|fn|interface|struct|enum|trait|impl|type|module|namespace|object|protocol|extension|fun|macro|sub|defmodule|defp?|let|var|const|resource|message|service|CREATE\s+\w+)\b"
        + @"(?:\s*\([^)]*\))?\s*(?<name>[\w.$]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*(//|/\*|\*|#|--|;|@|\[|""""""|''')", RegexOptions.CultureInvariant)]
    private static partial Regex Above();
}
