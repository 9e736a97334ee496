using System.Text;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Contracts.Tests;

public sealed class CompileResultCodecTests
{
    private static CompileResult Sample() => new()
    {
        Splices =
        [
            new Splice(10, 5, "héllo"u8.ToArray(), 9, 120, IsNew: false),
            new Splice(40, 7, ReadOnlyMemory<byte>.Empty, 12, 300, IsNew: true),
            new Splice(60, 1, Encoding.UTF8.GetBytes(new string('x', 5000)), 8, 310, IsNew: true),
        ],
        TokensBefore = 1000,
        TokensAfter = 971,
        Tokenizer = "o200k_base",
        Stages = [new StageSaving("json", 21, 2), new StageSaving("ansi", 8, 1)],
        PolicyId = "abc",
        CacheHits = 3,
        CacheMisses = 4,
    };

    [Fact]
    public void Encode_ThenDecode_GivesTheSameResult()
    {
        var sample = Sample();
        Assert.True(CompileResultCodec.TryDecode(CompileResultCodec.Encode(sample), out var decoded));

        Assert.Equal(sample.Stages, decoded!.Stages);
        Assert.Equal(sample with { Splices = [], Stages = [] }, decoded with { Splices = [], Stages = [] });
        Assert.Equal(sample.Splices.Select(Flat), decoded.Splices.Select(Flat));

        static (int, int, string, int, int, bool) Flat(Splice s) =>
            (s.Offset, s.Length, Convert.ToHexString(s.Replacement.Span), s.TokensRemoved, s.CompiledTokenOffset, s.IsNew);
    }

    [Fact]
    public void Decode_AnyTruncation_IsRefused()
    {
        var bytes = CompileResultCodec.Encode(Sample());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(CompileResultCodec.TryDecode(bytes.AsMemory(0, length), out _), $"accepted {length} of {bytes.Length} bytes");
        }
    }

    [Fact]
    public void Decode_TrailingOrForeignBytes_IsRefused()
    {
        byte[] bytes = [.. CompileResultCodec.Encode(Sample()), 0];
        Assert.False(CompileResultCodec.TryDecode(bytes, out _));
        Assert.False(CompileResultCodec.TryDecode("<html>502 Bad Gateway</html>"u8.ToArray(), out _));
    }

    [Theory]
    [InlineData("OFF", CompilationMode.Off)]
    [InlineData("strict", CompilationMode.Off)]
    [InlineData(" safe ", CompilationMode.Safe)]
    [InlineData("hybrid", CompilationMode.Full)]
    [InlineData("full", CompilationMode.Full)]
    [InlineData("Aggressive", CompilationMode.Aggressive)]
    public void ModeName_KnownOrSynonym_IsRead(string name, CompilationMode expected)
    {
        Assert.True(CompilationModeNames.TryParse(name, out var mode));
        Assert.Equal(expected, mode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fulll")]
    public void ModeName_Unknown_IsRefused(string name) => Assert.False(CompilationModeNames.TryParse(name, out _));
}
