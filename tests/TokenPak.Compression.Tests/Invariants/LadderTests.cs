using System.Globalization;
using System.Text;
using TokenPak.Compression.Tests.Stages.Log;
using TokenPak.Compression.Tests.Stages.Paths;
using TokenPak.Compression.Tests.Stages.Tables;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>The stages together: what the engine sends has one legend at most, and its one decoder gives the original back.</summary>
public sealed class LadderTests
{
    private static readonly Dictionary<string, Func<string, string>> Decoders = new(StringComparer.Ordinal)
    {
        ["json"] = TableDecoder.Decode,
        ["paths"] = PathDecoder.Decode,
        ["log"] = LogDecoder.Decode,
    };

    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_OutputThatSeveralStagesFit_IsReshapedByOneAndDecodesExactly(int seed)
    {
        // No format stage has anything to do here, so that one decoder has to be enough.
        var text = Output(new Random(seed));
        var compiled = Compiled.Of(new Conversation().Tool("bash", """{"command":"make test"}""", text).Request());

        var stage = Assert.Single(compiled.Result.Stages).Stage;
        Assert.Equal(text, Decoders[stage](Assert.Single(compiled.Touchable).After));
    }

    [Fact]
    public void Compress_OutputOfEachKind_IsReshapedByTheStageMadeForIt()
    {
        string StageOf(string text) => Assert.Single(Compiled.Of(new Conversation().Tool("bash", """{"command":"make test"}""", text).Request()).Result.Stages).Stage;

        Assert.Equal("json", StageOf(Rows(new Random(1), 40)));
        Assert.Equal("log", StageOf(Log(new Random(1), 60)));
        Assert.Equal("paths", StageOf(Warnings(new Random(1), 60)));
    }

    private static string Output(Random random)
    {
        var text = new StringBuilder();
        foreach (var part in Enumerable.Range(0, random.Next(1, 4)))
        {
            text.Append(random.Next(3) switch { 0 => Rows(random, 30), 1 => Log(random, 40), _ => Warnings(random, 40) });
        }

        return text.ToString();
    }

    private static string Rows(Random random, int count) =>
        "[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{i}},"url":"https://api.example.org/orders/{{random.Next(9999)}}","state":"open","total":{{random.Next(500)}}.5}"""))) + "]\n";

    private static string Log(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"2026-03-01 10:{i / 60:00}:{i % 60:00} INFO worker-{random.Next(8)} finished job {random.Next(100000)} in {random.Next(900)} ms\n")));

    private static string Warnings(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"src/orders/service/handlers/{"abc"[i * 3 / count]}_handler.py:{10 + i}: {Words[random.Next(Words.Length)]} {Words[random.Next(Words.Length)]} is not {Words[random.Next(Words.Length)]}\n")));

    private static readonly string[] Words = ["total", "handler", "a customer", "the order", "callable", "an int", "defined here", "used", "order.lines", "retry_count"];
}
