using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>The project that the agents work in: a file to read twice and change, and a command that prints JSON with indentation.</summary>
internal static partial class ShopProject
{
    public const string Program = "shop.py";

    public const string Report = "sh report.sh";

    /// <summary>The line that the scripts change, and what it becomes.</summary>
    public const string Line = "    limit = 17 + 25  # of the region \"north\"";

    public const string NewLine = "    limit = 43  # of the region \"north\"";

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        [Program] = Source(),
        ["report.sh"] = "cat <<'END'\n" + TestPrompts.PrettyJson(40) + "\nEND\n",
    };

    /// <summary>The line with the ones around it, as a model quotes them from what it was shown: exact, without a viewer's numbers.</summary>
    public static (string Old, string New) Edit(ScriptedTurn turn)
    {
        var shown = turn.Results.First(r => r.Contains(Line, StringComparison.Ordinal)).Split('\n').Select(l => ViewersNumber().Replace(l, "")).ToArray();
        var at = Array.IndexOf(shown, Line);
        var old = string.Join('\n', shown[(at - 1)..(at + 2)]);
        return (old, old.Replace(Line, NewLine, StringComparison.Ordinal));
    }

    private static string Source()
    {
        var text = new StringBuilder("\"\"\"Prices of a shop.\"\"\"\n");
        for (var i = 0; i < 40; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\ndef price_{i}(amount, discount={i % 7}):\n");
            if (i == 23) text.Append(Line).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"    \"\"\"The price of group {i}.\"\"\"\n    return amount * {100 + (i * 3)} - discount * {i}\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^ *\d+[\t→]")]
    private static partial Regex ViewersNumber();
}
