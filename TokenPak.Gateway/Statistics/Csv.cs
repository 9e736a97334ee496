using System.Globalization;
using System.Text;

namespace TokenPak.Gateway.Statistics;

/// <summary>Comma-separated values (RFC 4180).</summary>
internal static class Csv
{
    public static string Write<T>(IReadOnlyList<(string Name, Func<T, object?> Value)> columns, IEnumerable<T> rows)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', columns.Select(c => c.Name)).Append("\r\n");
        foreach (var row in rows) csv.AppendJoin(',', columns.Select(c => Cell(c.Value(row)))).Append("\r\n");
        return csv.ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string text => Text(text),
        IEnumerable<string> list => Text(string.Join(' ', list)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Text(string text)
    {
        // A spreadsheet must not take a client's text for a formula.
        if (text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r')) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
