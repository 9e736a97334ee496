using System.Buffers.Binary;
using System.IO.Hashing;

namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>
/// A record: mark (4 bytes), length of the JSON (4), number of events (4), Unix milliseconds (8), XxHash3 over all of that and the JSON (8), the JSON
/// of the batch. Little-endian. The mark finds the next record behind a damaged one.
/// </summary>
internal static class SpoolFormat
{
    public const int HeaderLength = 28;

    /// <summary>Far above any batch: a longer length is damage.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int HashOffset = 20;

    /// <summary>Ends in a byte that no UTF-8 text holds.</summary>
    private static ReadOnlySpan<byte> Mark => [(byte)'T', (byte)'P', 1, 0xFF];

    public static byte[] Write(ReadOnlySpan<byte> json, int events, long at)
    {
        var record = new byte[HeaderLength + json.Length];
        Mark.CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), events);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(12), at);
        json.CopyTo(record.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(HashOffset), Hash(record));
        return record;
    }

    /// <summary>Whether a whole record that is what was written stands at the start of <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long offset, out SpoolRecord record)
    {
        record = default;
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Mark)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var events = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (length is < 0 or > MaxLength || events < 0 || bytes.Length - HeaderLength < length) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[HashOffset..]) != Hash(bytes[..(HeaderLength + length)])) return false;
        record = new SpoolRecord(offset, length, events, BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]));
        return true;
    }

    /// <summary>The records of a segment in order; what lies between them, damaged or torn, counts once a gap.</summary>
    public static List<SpoolRecord> Scan(ReadOnlySpan<byte> segment, out int damaged)
    {
        var records = new List<SpoolRecord>();
        damaged = 0;
        for (var position = 0; position < segment.Length;)
        {
            if (TryRead(segment[position..], position, out var record))
            {
                records.Add(record);
                position += record.TotalLength;
                continue;
            }

            damaged++;
            position = NextRecord(segment, position + 1);
        }

        return records;
    }

    private static int NextRecord(ReadOnlySpan<byte> segment, int position)
    {
        while (position < segment.Length)
        {
            var mark = segment[position..].IndexOf(Mark);
            if (mark < 0) break;
            if (TryRead(segment[(position + mark)..], position + mark, out _)) return position + mark;
            position += mark + 1;
        }

        return segment.Length;
    }

    private static ulong Hash(ReadOnlySpan<byte> record)
    {
        var hash = new XxHash3();
        hash.Append(record[..HashOffset]);
        hash.Append(record[HeaderLength..]);
        return hash.GetCurrentHashAsUInt64();
    }
}
