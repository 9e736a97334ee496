using System.Globalization;
using System.Text;

namespace TokenPak.Dashboard.Components.Figures;

/// <summary>Numbers as people read them, and exactly. Unknown is a dash, never 0.</summary>
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

    /// <summary>Three digits beyond a hundred thousand.</summary>
    public static string Short(long? value) => value switch
    {
        null => Unknown,
        { } v when Math.Abs(v) < 100_000 => v.ToString("N0", Culture),
        { } v when Math.Abs(v) < 999_500 => Digits(v / 1e3) + " k",
        { } v when Math.Abs(v) < 999_500_000 => Digits(v / 1e6) + " M",
        { } v => Digits(v / 1e9) + " G",
    };

    public static string Money(decimal? value) => value switch
    {
        null => Unknown,
        0 => "$0.00",
        { } v when Math.Abs(v) < 0.01m => v.ToString("'$'0.00000;'-$'0.00000", Culture),
        { } v when Math.Abs(v) < 1m => v.ToString("'$'0.0000;'-$'0.0000", Culture),
        { } v when Math.Abs(v) < 100_000m => v.ToString("'$'#,##0.00;'-$'#,##0.00", Culture),
        { } v => v.ToString("'$'#,##0;'-$'#,##0", Culture),
    };

    /// <summary>To a billionth, as it is kept.</summary>
    public static string ExactMoney(decimal? value) => value?.ToString("'$'#,##0.00#######;'-$'#,##0.00#######", Culture) ?? Unknown;

    public static string Rate(double? value) => value?.ToString("P1", Culture) ?? Unknown;

    public static string Share(long part, long whole) => whole > 0 ? Rate((double)part / whole) : Unknown;

    public static string Milliseconds(double? value) => value switch
    {
        null => Unknown,
        >= 99_500 => (value.Value / 1000).ToString("N0", Culture) + " s",
        >= 995 => (value.Value / 1000).ToString("0.0", Culture) + " s",
        >= 10 => value.Value.ToString("0", Culture) + " ms",
        _ => value.Value.ToString("0.0", Culture) + " ms",
    };

    public static string Bytes(long? value) => value switch
    {
        null => Unknown,
        < 1024 => Count(value) + " B",
        < 1024 * 1024 => Digits(value.Value / 1024d) + " KiB",
        < 1024L * 1024 * 1024 => Digits(value.Value / 1048576d) + " MiB",
        _ => Digits(value.Value / 1073741824d) + " GiB",
    };

    public static string Duration(double? seconds) => seconds switch
    {
        null => Unknown,
        < 60 => seconds.Value.ToString("0", Culture) + " s",
        < 3600 => string.Create(Culture, $"{(int)(seconds / 60)} min {(int)seconds.Value % 60:00} s"),
        < 172_800 => string.Create(Culture, $"{(int)(seconds / 3600)} h {(int)(seconds.Value / 60) % 60:00} min"),
        _ => string.Create(Culture, $"{(int)(seconds / 86400)} d {(int)(seconds.Value / 3600) % 24:00} h"),
    };

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("HH:mm:ss", Culture) ?? Unknown;

    public static string Moment(DateTimeOffset? time) => time?.UtcDateTime.ToString("MMM d HH:mm", Culture) ?? Unknown;

    public static string ExactMoment(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", Culture) ?? Unknown;

    public static string Plural(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Digits(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, Culture);
}
