using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Bodies;

/// <summary>What is sent of a body that is held in memory; it can be read more than once.</summary>
/// <param name="Body">The body as it came.</param>
/// <param name="Splices">What replaces parts of it.</param>
/// <param name="Shift">Bytes before the first that the splices count from.</param>
internal sealed record OutgoingBody(ReadOnlyMemory<byte> Body, IReadOnlyList<Splice> Splices, int Shift)
{
    public long Length => SplicedStream.LengthOf(Body.Length, Splices);

    public Stream Open() => new SplicedStream(Body, Splices, Shift);
}
