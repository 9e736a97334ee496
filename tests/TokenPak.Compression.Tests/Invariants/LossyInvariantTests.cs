using System.Globalization;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>I2, I3 and I4 with text left out.</summary>
public sealed class LossyInvariantTests
{
    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void I3_GrowingConversation_KeepsTheBytesOfEveryEarlierBlock(int seed)
    {
        var conversation = Losses.Conversation(seed, 10);
        var random = new Random(seed);
        var cache = new MemoryDecisionCache();
        IReadOnlyList<CompiledBlock> previous = [];
        var lossy = 0;
        for (var turns = 1; turns <= conversation.Turns.Count; turns++)
        {
            if (random.Next(4) == 0) cache.Entries.Clear();
            var compiled = Compiled.Of(conversation.Take(turns).Aggressive(marker: random.Next(turns)), cache);

            for (var i = 0; i < previous.Count; i++) Assert.True(previous[i].After == compiled.Blocks[i].After, $"seed {seed}, turn {turns}, block {i} changed");
            previous = compiled.Blocks;
            lossy = compiled.Result.Splices.Count(s => s.OriginalId is not null);
        }

        Assert.True(lossy > 0, $"seed {seed} lost nothing");
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void I2_EveryReplacement_SavesWithRoomToSpare(int seed)
    {
        var compiled = Compiled.Of(Losses.Conversation(seed, 14).Aggressive());

        foreach (var splice in compiled.Result.Splices)
        {
            var block = compiled.Blocks.Single(b => b.Block.Range.Start == splice.Offset);
            var (before, after) = (Compiled.Engine.Counter.Count(block.Before), Compiled.Engine.Counter.Count(block.After));
            Assert.Equal(before - after, splice.TokensRemoved);
            Assert.True(EngineLimits.IsNetWin(before, after), $"seed {seed}: {before} → {after}");
        }

        Assert.Equal(compiled.Saved, compiled.Result.Stages.Sum(s => s.TokensSaved));
        Assert.Contains(compiled.Result.Stages, s => s.Stage is "rows" or "lines");
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void I4_AnyCultureAndAnyCache_GivesTheSameBytes(int seed)
    {
        var request = Losses.Conversation(seed, 12).Aggressive();
        var expected = Compiled.Of(request).Bytes;
        var warm = new MemoryDecisionCache();
        Compiled.Of(request, warm);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // Invariant globalization keeps no culture data; what is left to differ is what a culture object can be told.
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Compiled.Of(request).Bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(expected, Compiled.Of(request, warm).Bytes);
    }

    [Theory]
    [InlineData(PromptDialect.AnthropicMessages)]
    [InlineData(PromptDialect.OpenAIChat)]
    [InlineData(PromptDialect.OpenAIResponses)]
    [InlineData(PromptDialect.GeminiGenerateContent)]
    public void Compress_WithoutToolOrConsent_LosesNothing(PromptDialect dialect)
    {
        var conversation = Losses.Conversation(3, 12);

        var compiled = Compiled.Of(conversation.Aggressive(Losses.NotAccepted, dialect: dialect));

        Assert.Equal(Compiled.Of(conversation.Request(dialect)).Bytes, compiled.Bytes);
        Assert.All(compiled.Result.Splices, s => Assert.Null(s.OriginalId));
        Assert.NotEqual(compiled.Bytes, Compiled.Of(conversation.Aggressive(dialect: dialect)).Bytes);
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Compress_NewestTurnWhole_LeavesHistoryAsItWas(int seed)
    {
        var conversation = Losses.Conversation(seed, 8).Tool("bash", """{"command":"kubectl logs web"}""", Losses.Log(200, seed + 100));
        var plan = CompressionEngine.Plan(conversation.Aggressive());
        var cache = new MemoryDecisionCache();

        var lossy = Compiled.Engine.Compress(plan, cache);
        var whole = Compiled.Engine.Compress(plan, cache, wholeNewest: true);

        Assert.Contains(lossy.Splices, s => s is { IsNew: true, OriginalId: not null });
        Assert.DoesNotContain(whole.Splices, s => s is { IsNew: true, OriginalId: not null });
        Assert.Equal(lossy.Splices.Where(s => !s.IsNew).Select(s => s.OriginalId), whole.Splices.Where(s => !s.IsNew).Select(s => s.OriginalId));
        Assert.Equal(Compiled.Apply(plan.Request.Body.ToArray(), lossy), Compiled.Apply(plan.Request.Body.ToArray(), Compiled.Engine.Compress(plan, cache)));
    }

    [Fact]
    public void OriginalOf_ASplice_IsTheTextOfItsId()
    {
        var log = Losses.Log(200, 1) + "\ttab \"quote\" é 👍🏽\r\n";
        var plan = CompressionEngine.Plan(new Conversation().User("Go on.").Tool("bash", """{"command":"make test"}""", log).Aggressive());

        var splice = Assert.Single(Compiled.Engine.Compress(plan, NoDecisionCache.Instance).Splices);

        Assert.Equal(log, System.Text.Encoding.UTF8.GetString(plan.OriginalOf(splice).Span));
        Assert.Equal(splice.OriginalId, Losses.Accepted.IdOf(plan.OriginalOf(splice).Span));
    }

    [Fact]
    public void Compress_OtherIds_AreOtherDecisions()
    {
        var conversation = new Conversation().User("Go on.").Tool("bash", """{"command":"make test"}""", Losses.Log(200, 1));
        var cache = new MemoryDecisionCache();
        var other = Losses.Accepted with { IdOf = _ => "0123", IdScope = 8 };

        var one = Compiled.Of(conversation.Aggressive(), cache);
        var two = Compiled.Of(conversation.Aggressive(other), cache);

        Assert.NotEqual(one.Bytes, two.Bytes);
        Assert.Contains("original 0123]", two.Touchable.Last().After, StringComparison.Ordinal);
    }

    [Fact]
    public void Compress_TheSameLogAgain_PointsToWhatTheFirstShows()
    {
        var log = Losses.Log(200, 1);
        var compiled = Compiled.Of(new Conversation().User("Go on.").Tool("bash", """{"command":"make test"}""", log).Tool("bash", """{"command":"make test"}""", log).Aggressive());

        Assert.StartsWith("[Same as result 1", compiled.Touchable.Last().After, StringComparison.Ordinal);
        Assert.All(compiled.Result.Splices, s => Assert.NotNull(s.OriginalId));
    }

    [Fact]
    public void Compress_FilesAndWhatWasFetched_StayWhole()
    {
        var log = Losses.Log(200, 1);

        Assert.False(Losses.Shorten(log, tool: "Read", arguments: """{"file_path":"a.log"}""").IsLossy);
        Assert.False(Losses.Shorten(log, tool: "mcp__tokenpak__tokenpak_fetch_original", arguments: """{"id":"x"}""").IsLossy);
        Assert.False(Losses.Shorten(log, tool: "tokenpak_search_original", arguments: """{"id":"x"}""").IsLossy);
        Assert.True(Losses.Shorten(log, tool: "fetch_logs", arguments: "{}").IsLossy);
    }
}
