using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>A line as it is compared: its text without a line number, and how the number is written where it has one.</summary>
internal readonly record struct LineKey(int Start, int Length, int TextStart, int Number, int Width, char Separator, ulong Hash)
{
    public bool IsNumbered => Number >= 0;

    public int TextLength => Length - (TextStart - Start);

    /// <summary>Whether the other line follows: the next number, or none after none.</summary>
    public bool IsBefore(LineKey next) => IsNumbered ? next.Number == Number + 1 : !next.IsNumbered;

    /// <summary>Whether both numbers, or neither, are written the same way.</summary>
    public bool IsWrittenLike(LineKey other) => IsNumbered == other.IsNumbered && Width == other.Width && Separator == other.Separator;

    public static LineKey Of(ReadOnlySpan<char> text, int start, int length)
    {
        var line = text.Slice(start, length);
        var number = NumberedLines.TryRead(line, out var textStart);
        var width = 0;
        if (number >= 0 && !IsPlainNumber(line[..(textStart - 1)], number, out width))
        {
            number = -1;
            textStart = 0;
        }

        var separator = number < 0 ? '\0' : line[textStart - 1];
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(line[textStart..]));
        return new LineKey(start, length, start + textStart, (int)number, width, separator, hash);
    }

    /// <summary>Whether the number is written so that it can be written again: right-aligned in a width, or without padding.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<char> prefix, long number, out int width)
    {
        var digits = prefix.TrimStart(' ');
        width = digits.Length == prefix.Length ? 0 : prefix.Length;
        return digits[0] != '0' || (number == 0 && digits.Length == 1);
    }
}
