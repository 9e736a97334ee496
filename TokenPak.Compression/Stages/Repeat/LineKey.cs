using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>A line as it is compared: its text without a line number, and how the number is written where it has one.</summary>
internal readonly record struct LineKey(int Start, int Length, int TextStart, int Number, int Width, char Separator, ulong Hash)
{
    /// <summary>Hash of the heading that the line needs above it; 0 where it needs none.</summary>
    public UInt128 Heading { get; init; }

    /// <summary>How many lines above the heading begins, where it may go together with all its lines; else 0.</summary>
    public int Below { get; init; }

    public bool IsNumbered => Number >= 0;

    public int TextLength => Length - (TextStart - Start);

    /// <summary>Whether the other line follows: the next number, or none after none.</summary>
    public bool IsBefore(LineKey next) => IsNumbered ? next.Number == Number + 1 : !next.IsNumbered;

    /// <summary>Whether both numbers, or neither, are written the same way.</summary>
    public bool IsWrittenLike(LineKey other) => IsNumbered == other.IsNumbered && Width == other.Width && Separator == other.Separator;

    /// <summary>A line of a text, or of a form in which numbers at the beginning are no line numbers.</summary>
    public static LineKey Of(ReadOnlySpan<char> text, int start, int length, byte form)
    {
        var line = text.Slice(start, length);
        if (form is StageId.Json or StageId.Log) return new LineKey(start, length, start, -1, 0, '\0', HashOf(line));
        var number = NumberedLines.TryRead(line, out var textStart);
        var width = 0;
        if (number >= 0 && !IsPlainNumber(line[..(textStart - 1)], number, out width))
        {
            number = -1;
            textStart = 0;
        }

        var separator = number < 0 ? '\0' : line[textStart - 1];
        return new LineKey(start, length, start + textStart, (int)number, width, separator, HashOf(line[textStart..]));
    }

    private static ulong HashOf(ReadOnlySpan<char> text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text));

    /// <summary>Whether the number is written so that it can be written again: right-aligned in a width, or without padding.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<char> prefix, long number, out int width)
    {
        var digits = prefix.TrimStart(' ');
        width = digits.Length == prefix.Length ? 0 : prefix.Length;
        return digits[0] != '0' || (number == 0 && digits.Length == 1);
    }
}
