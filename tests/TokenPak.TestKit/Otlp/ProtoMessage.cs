using System.Buffers.Binary;
using System.Text;

namespace TokenPak.TestKit.Otlp;

/// <summary>A protobuf message by its wire format alone: fields by number, each value as it stands. Throws on what is none.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Scalar, ReadOnlyMemory<byte> Bytes)> _fields = [];

    private ProtoMessage()
    {
    }

    public static ProtoMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new ProtoMessage();
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    message._fields.Add((number, Varint(ref bytes), default));
                    break;
                case 1:
                    message._fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default));
                    break;
                case 2:
                    message._fields.Add((number, 0, Take(ref bytes, (int)Varint(ref bytes))));
                    break;
                case 5:
                    message._fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is none of protobuf 3.");
            }
        }

        return message;
    }

    public IEnumerable<ProtoMessage> Messages(int number) => Values(number).Select(field => Parse(field.Bytes));

    public ProtoMessage? Message(int number) => Messages(number).FirstOrDefault();

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ulong Scalar(int number) => Values(number).FirstOrDefault().Scalar;

    public bool Has(int number) => Values(number).Any();

    /// <summary>A repeated <c>double</c> or <c>fixed64</c>, packed as proto 3 writes it.</summary>
    public IReadOnlyList<ulong> Packed64(int number)
    {
        var bytes = Bytes(number).Span;
        var values = new ulong[bytes.Length / 8];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 8)..]);
        return values;
    }

    private ReadOnlyMemory<byte> Bytes(int number) => Values(number).FirstOrDefault().Bytes;

    private IEnumerable<(int Number, ulong Scalar, ReadOnlyMemory<byte> Bytes)> Values(int number) => _fields.Where(field => field.Number == number);

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("A varint does not end.");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int length)
    {
        if (length < 0 || length > bytes.Length) throw new InvalidDataException("The message is cut short.");
        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }
}
