using System.Globalization;
using System.Text;

namespace TokenPak.Dashboard.Components.Overview;

/// <summary>Numbers as people read them. Unknown is a dash, never 0.</summary>
internal static class Show
{
    public const string Unknown = "–";

    public static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>
    /// A name that anybody could choose, as inert text: what would turn the direction of the line or hide in it is shown as a mark.
    /// </summary>
    public static string Name(string name) =>
        string.Concat(name.EnumerateRunes().Select(rune =>
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? "\uFFFD"
                : rune.ToString()));

    public static string Count(long? value) => value?.ToString("N0", Culture) ?? Unknown;

    public static string Money(decimal? value) => value switch
    {
        null => Unknown,
        0 => "$0.00",
        { } v when Math.Abs(v) < 0.01m => v.ToString("'$'0.00000;'-$'0.00000", Culture),
        { } v when Math.Abs(v) < 1m => v.ToString("'$'0.0000;'-$'0.0000", Culture),
        { } v => v.ToString("'$'#,##0.00;'-$'#,##0.00", Culture),
    };

    public static string Rate(double? value) => value?.ToString("P1", Culture) ?? Unknown;

    public static string Share(long part, long whole) => whole > 0 ? Rate((double)part / whole) : Unknown;

    public static string Milliseconds(double? value) => value switch
    {
        null => Unknown,
        >= 10_000 => (value.Value / 1000).ToString("0.0 's'", Culture),
        >= 10 => value.Value.ToString("0 'ms'", Culture),
        _ => value.Value.ToString("0.0 'ms'", Culture),
    };
}
