using System.Text;
using TokenPak.Compression.Stages.Paths;

namespace TokenPak.Compression.Tests.Stages.Paths;

/// <summary>Reads the grouped form back, line by line, from what the form itself says.</summary>
internal static class PathDecoder
{
    public static string Decode(string text)
    {
        var lines = text.Split('\n');
        var output = new StringBuilder();
        var kind = PathCutKind.None;
        var heading = "";
        var first = true;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var next = i + 1 < lines.Length ? lines[i + 1] : "";
            string? whole = null;
            if (kind == PathCutKind.File && PathLine.IsFileRow(line)) whole = heading + Separator(line) + line;
            else if (kind == PathCutKind.File && line == "--" && PathLine.IsFileRow(next)) whole = line;
            else if (kind == PathCutKind.Directory && line.StartsWith(' ') && !(PathLine.IsDirectoryHeading(line) && next.StartsWith(' '))) whole = heading + line[1..];
            else if (PathLine.IsDirectoryHeading(line) && next.StartsWith(' ')) (kind, heading) = (PathCutKind.Directory, line);
            else if (PathLine.IsFileHeading(line) && PathLine.IsFileRow(next)) (kind, heading) = (PathCutKind.File, line);
            else (kind, whole) = (PathCutKind.None, line);

            if (whole is null) continue;
            if (!first) output.Append('\n');
            first = false;
            output.Append(whole);
        }

        return output.ToString();
    }

    private static string Separator(string row)
    {
        var digits = PathLine.Digits(row);
        return digits == 0 ? "" : row[digits].ToString();
    }
}
