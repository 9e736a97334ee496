using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Ansi;
using TokenPak.Compression.Tests.Stages.Diff;
using TokenPak.Compression.Tests.Stages.Log;
using TokenPak.Compression.Tests.Stages.Paths;
using TokenPak.Compression.Tests.Stages.Tables;

namespace TokenPak.Evaluation.Measures;

/// <summary>Reads back what a stage wrote, up to the closed list of docs/compression.md: blanks that mean nothing, terminal sequences, redrawn lines.</summary>
internal static class Decoders
{
    public static bool IsExact(IBlockStage stage, string before, string after)
    {
        try
        {
            return stage.Kind == StageKind.Format
                ? Essence(before) == Essence(after)
                : string.Equals(Decode(stage.Id, after), before, StringComparison.Ordinal) || (stage.Id == StageId.Json && Essence(Decode(stage.Id, after)) == Essence(before));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return false; // a form that cannot be read back counts against it
        }
    }

    public static string Decode(byte stage, string text) => stage switch
    {
        StageId.Json => TableDecoder.Decode(text),
        StageId.Paths => PathDecoder.Decode(text),
        StageId.Log => LogDecoder.Decode(text),
        StageId.Diff => DiffDecoder.Decode(text),
        _ => text,
    };

    /// <summary>Everything but blanks and terminal sequences.</summary>
    private static string Essence(string text)
    {
        using var plain = new TextBuffer();
        foreach (var line in text.Split('\n'))
        {
            // Of a redrawn line the last state is what everybody reads.
            var body = line.TrimEnd('\r');
            EscapeSequences.Strip(body.AsSpan(body.LastIndexOf('\r') + 1), plain);
        }

        return string.Concat(plain.Text.ToString().Where(c => !char.IsWhiteSpace(c)));
    }
}
