using System.Globalization;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

public sealed class I4DeterministicTests
{
    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Compress_ColdAndWarm_GivesTheSameBytes(int seed)
    {
        var request = new ConversationGenerator(seed).Generate(16).Request();
        var cache = new MemoryDecisionCache();

        var cold = Compiled.Of(request);
        var filling = Compiled.Of(request, cache);
        var warm = Compiled.Of(request, cache);

        Assert.Equal(cold.Bytes, filling.Bytes);
        Assert.Equal(cold.Bytes, warm.Bytes);
        Assert.Equal(cold.Result.Stages, warm.Result.Stages);
        Assert.Equal(0, warm.Result.CacheMisses);
        Assert.Equal(cold.Result.TokensAfter, warm.Result.TokensAfter);
    }

    [Fact]
    public void Compress_ManyRequestsAtOnce_GivesTheSameBytesAsOneAfterTheOther()
    {
        var requests = Enumerable.Range(1, 8).Select(seed => new ConversationGenerator(seed).Generate(12).Request()).ToArray();
        var alone = requests.Select(r => Compiled.Of(r).Bytes).ToArray();
        var together = new byte[requests.Length * 3][];

        Parallel.For(0, together.Length, i => together[i] = Compiled.Of(requests[i % requests.Length]).Bytes);

        for (var i = 0; i < together.Length; i++) Assert.Equal(alone[i % requests.Length], together[i]);
    }

    [Fact]
    public void Compress_AnyCulture_GivesTheSameBytes()
    {
        var request = new ConversationGenerator(5).Generate(16).Request();
        var expected = Compiled.Of(request).Bytes;
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Invariant globalization keeps no culture data; what is left to differ is what a culture object can be told.
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NegativeSign = "~";
            other.NumberFormat.NumberGroupSeparator = "_";
            other.NumberFormat.PositiveSign = "!";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Compiled.Of(request).Bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CollectKeys_KnowsEveryKeyThatIsAskedFor()
    {
        var cache = new MemoryDecisionCache();
        var plan = CompressionEngine.Plan(new ConversationGenerator(3).Generate(16).Request(PromptDialect.OpenAIChat, provider: "openai"));
        var keys = new HashSet<UInt128>();

        plan.CollectKeys(keys);
        Compiled.Engine.Compress(plan, cache);

        Assert.NotEmpty(cache.Asked);
        Assert.Subset(keys, cache.Asked.ToHashSet());
    }

    [Fact]
    public void Keys_OfTwoTenants_HaveNothingInCommon()
    {
        var request = new ConversationGenerator(3).Generate(8).Request();
        var (one, other) = (new HashSet<UInt128>(), new HashSet<UInt128>());

        CompressionEngine.Plan(request).CollectKeys(one);
        CompressionEngine.Plan(request with { Tenant = "another" }).CollectKeys(other);

        Assert.Empty(one.Intersect(other));
    }

    [Fact]
    public void PolicyId_DiffersByMode() =>
        Assert.NotEqual(CompressionEngine.PolicyId(CompressionMode.Safe), CompressionEngine.PolicyId(CompressionMode.Full));
}
