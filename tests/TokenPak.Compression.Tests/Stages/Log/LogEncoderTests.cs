using TokenPak.Compression.Stages.Log;

namespace TokenPak.Compression.Tests.Stages.Log;

public sealed class LogEncoderTests
{
    private const string Service =
        """
        2025-03-01 10:00:01,100 INFO [main] http.Server: Listening on port 8080
        2025-03-01 10:00:02,204 INFO [pool-1] http.Server: Request 17 from 10.0.0.1 took 12 ms
        2025-03-01 10:00:02,317 INFO [pool-2] http.Server: Request 18 from 10.0.0.7 took 9 ms
        2025-03-01 10:00:02,940 WARN [pool-1] db.Pool: No free connection
        2025-03-01 10:00:02,940 WARN [pool-1] db.Pool: No free connection
        2025-03-01 10:00:02,940 WARN [pool-1] db.Pool: No free connection
        java.lang.IllegalStateException: broken
        2025-03-01 10:01:14,003 INFO [pool-2] http.Server: Request 19 from 10.0.0.1 took 30 ms
        2025-03-01 10:01:15,001 INFO [pool-3] http.Server: Request 20 from 10.0.0.9 took 11 ms
        """;

    [Fact]
    public void Lines_OfAService_BecomeRowsUnderALegend()
    {
        var encoded = LosslessCheck.Encode(LogEncoder.TryEncode, Service);

        Assert.NotNull(encoded);
        Assert.Equal(
            """
            [log: rows are time id values; @ gives the time around …; ids:]
            A=INFO [<1>] http.Server: Request <2> from <3> took <4> ms
            B=WARN [pool-1] db.Pool: No free connection

            @ 2025-03-01 10:…
            00:01,100 INFO [main] http.Server: Listening on port 8080
            00:02,204 A pool-1 17 10.0.0.1 12
            00:02,317 A pool-2 18 10.0.0.7 9
            00:02,940 B ×3
            java.lang.IllegalStateException: broken
            01:14,003 A pool-2 19 10.0.0.1 30
            01:15,001 A pool-3 20 10.0.0.9 11
            """,
            encoded);
        Assert.Equal(Service, LogDecoder.Decode(encoded));
    }

    [Fact]
    public void Lines_EndingInCarriageReturns_SayItOnce()
    {
        var text = Service.ReplaceLineEndings("\r\n");

        Assert.True(LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, text, "CRLF"));
        Assert.DoesNotContain('\r', LosslessCheck.Encode(LogEncoder.TryEncode, text) ?? "");
    }

    [Fact]
    public void Value_ThatRepeatsInTheLine_StandsOnceInTheRow()
    {
        var text = string.Join('\n', Enumerable.Range(1, 12).Select(i => $"node R{i * 37}-M{i} reports error at R{i * 37}-M{i} in the instruction cache"));

        Assert.Contains("node <1> reports error at <1> in the instruction cache", LosslessCheck.Encode(LogEncoder.TryEncode, text));
    }

    [Theory]
    [InlineData("just a few words\nof plain prose that no template fits\nand that has nothing to share with its neighbours\nat all, in any place\nso that it stays\nas it was written\nby its author, whoever that may have been, in whatever mood.\n")]
    [InlineData("short\nlines\n1\n2\n3\n4\n5\n")]
    public void Text_WithoutTemplates_IsRefused(string text) => Assert.Null(LosslessCheck.Encode(LogEncoder.TryEncode, text));

    [Fact]
    public void Text_ThatLooksLikeRows_Survives()
    {
        var alike = string.Concat(Enumerable.Range(0, 40).Select(i => $"2025-03-01 10:00:{i:00} worker finished the job number {i} without any complaint\n"));
        var text = alike + "A 1\nAA\n02,204 A pool-1\n@ 2025-03-01 …\n|A 2\nrow ×3\n ×2\n\n\n[log: rows are id values; ids:]\nA=worker <1>\n2025-03-01 10:00:00 A 5\n2025-03-01 10:00:00 |A 5\n2025-03-01 10:00:00 x ×7\n";

        Assert.True(LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, text, "our own marks"));
        Assert.True(LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, LosslessCheck.Encode(LogEncoder.TryEncode, text) + alike, "our own output"));
    }

    [Fact]
    public void Template_WithASlotInItsText_IsNotTakenForASlot()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"Replace the <1> in the generic type number {i} by its constraint <2>\n"));

        LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, text, "slots in the text");
    }

    [Fact]
    public void Text_OfAnyKind_DecodesToItself() =>
        LosslessCheck.HoldsForSeeds(LogEncoder.TryEncode, LogDecoder.Decode, rolls =>
        {
            var stamp = rolls.Next(6);
            return rolls.Lines(6 + rolls.Next(120), () => Stamp(rolls, stamp) + Message(rolls), rolls.Of([0, 4, 12]));
        }, 4000);

    [Theory]
    [InlineData("x")]
    [InlineData("error 1 2 3 4 5 6 7 8 9 ")]
    public void Text_OfEqualLinesOrOneLine_DecodesToItself(string line)
    {
        LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, string.Concat(Enumerable.Repeat(line + "\n", 50_000)), "all equal");
        LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, string.Concat(Enumerable.Repeat(line, 50_000)), "one line");
        LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, string.Concat(Enumerable.Range(0, 20_000).Select(i => i + line + (i * 7919) + "\n")), "all distinct");
    }

    [Fact]
    public void Words_OfHundredThousandsOfCharacters_TakeLinearTime()
    {
        // Comparing ends character by character from every start would take hours.
        var word = new string('a', 200_000);
        var text = string.Concat(Enumerable.Range(0, 8).Select(i => $"value {word}{(char)('b' + i)} of many 1{word} words that are the same in all lines\n"));

        LosslessCheck.Holds(LogEncoder.TryEncode, LogDecoder.Decode, text, "long words");
    }

    private static string Stamp(TextRolls rolls, int kind) => kind switch
    {
        0 => $"2025-03-{rolls.Next(3):00} 10:{rolls.Next(3):00}:{rolls.Next(60):00},{rolls.Next(1000):000} ",
        1 => $"[Sun Dec {rolls.Next(30),2} 04:{rolls.Next(3):00}:{rolls.Next(60):00} 2005] ",
        2 => $"Jul {rolls.Next(30),2} 12:16:{rolls.Next(60):00} ",
        3 => $"17/06/09 20:{rolls.Next(60):00}:{rolls.Next(60):00} - ",
        4 => $"{rolls.Next(2)}{rolls.Next(900000) + 100000} ",
        _ => "",
    };

    private static string Message(TextRolls rolls) => rolls.Next(8) switch
    {
        0 => $"INFO worker-{rolls.Next(4)} finished job {rolls.Next(1000)} in {rolls.Next(99)} ms",
        1 => $"WARN  retry of {rolls.Of(["alice", "bob", "carol", "", rolls.Piece()])} from 10.0.0.{rolls.Next(255)}:{rolls.Next(9999)}",
        2 => "ERROR no free connection in the pool",
        3 => $"user={rolls.Of(["", "root", rolls.Piece()])} host=/10.0.0.{rolls.Next(9)} size={rolls.Next(3)}",
        4 => $"block blk_{rolls.Next(5)} is copied to disk {rolls.Of(["a", "b "])}of blk_{rolls.Next(5)}",
        5 => string.Join(' ', Enumerable.Range(0, rolls.Next(70)).Select(_ => rolls.Of(["a", "b", "1"]))),
        6 => $"<1> is {rolls.Next(9)} <{rolls.Next(9)}> {rolls.Piece()}",
        _ => rolls.Piece() + " " + rolls.Piece(),
    };
}
