using TokenPak.Compiler.Caching;
using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Tests.Caching;

public sealed class DecisionCodecTests
{
    private static readonly BlockKey Key = new(new UInt128(7, 9), new UInt128(8, 10));

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var decision = new BlockDecision(1234, 500, 300, "[1,2]"u8.ToArray(), [new StageShare(0, 20), new StageShare(3, 180)]);

        var decoded = DecisionCodec.Decode(Key, DecisionCodec.Encode(Key, decision));

        Assert.NotNull(decoded);
        Assert.Equal((1234, 500, 300), (decoded.SourceLength, decoded.TokensBefore, decoded.TokensAfter));
        Assert.Equal(decision.Replacement.ToArray(), decoded.Replacement.ToArray());
        Assert.Equal(decision.Shares, decoded.Shares);
        Assert.False(DecisionCodec.Decode(Key, DecisionCodec.Encode(Key, BlockDecision.Keep(5, 2)))?.Replaces);
    }

    [Fact]
    public void Decode_AnyByteChangedOrMissing_IsRefused()
    {
        var bytes = DecisionCodec.Encode(Key, new BlockDecision(1234, 500, 300, "[1,2]"u8.ToArray(), [new StageShare(0, 20)]));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x41;
            Assert.Null(DecisionCodec.Decode(Key, changed));
            Assert.Null(DecisionCodec.Decode(Key, bytes[..i]));
        }

        Assert.Null(DecisionCodec.Decode(Key with { Tenant = 3 }, bytes));
        Assert.Null(DecisionCodec.Decode(Key with { Block = 3 }, bytes));
        Assert.Null(DecisionCodec.Decode(Key, [.. bytes, 0]));
    }
}
