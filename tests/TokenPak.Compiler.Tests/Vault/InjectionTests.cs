using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Vault;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Compiler.Tests.Vault;

public sealed class InjectionTests : IDisposable
{
    private const string Question = "user:How does the zebra importer retry a failed batch?";
    private const string Document = "# Zebra importer\nThe zebra importer retries a failed batch three times, and then parks it.";

    private readonly VaultFolder _vault = new();

    public static TheoryData<ApiDialect> Dialects => Conversation.Dialects;

    public void Dispose() => _vault.Dispose();

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task NewestMessage_GetsTheChunkFencedAndCited_AndNothingElseChanges(ApiDialect dialect)
    {
        await using var compiler = await ReadyAsync();
        var body = Conversation.Body(dialect, "user:Hello.", "model:Hello.", Question);

        var result = await CompileAsync(compiler, dialect, body);

        var insertion = Assert.Single(result.Splices);
        Assert.Equal((0, 0, true), (insertion.Length, insertion.TokensRemoved, insertion.IsNew));
        var sent = Bodies.Apply(body, result);
        Assert.Equal(body, sent[..insertion.Offset].Concat(sent[(insertion.Offset + insertion.Replacement.Length)..]));
        var text = Conversation.Texts(sent)[^1];
        Assert.StartsWith(Question["user:".Length..], text, StringComparison.Ordinal);
        Assert.Contains($"\nzebra.md:1-2\n```markdown\n{Document}\n```\n", text, StringComparison.Ordinal);
        Assert.Equal(["zebra.md:1-2"], result.Vault?.Sources);
        Assert.Equal((1, 0), (result.Vault?.Messages, result.Vault?.MessagesSentBefore));
        Assert.Equal(result.TokensBefore + result.Vault?.Tokens, result.TokensAfter);
    }

    /// <summary>Claude Code and Codex end the user's turn with an instruction or a setting.</summary>
    [Theory]
    [InlineData(ApiDialect.AnthropicMessages, """{"role":"system","content":"Environment: zebra."}""")]
    [InlineData(ApiDialect.OpenAIResponses, """{"type":"configuration_update","reasoning":{"effort":"low"}}""")]
    [InlineData(ApiDialect.OpenAIChat, """{"role":"developer","content":"Be brief."}""")]
    public async Task NewestMessage_WithAnInstructionBehindIt_IsStillTheNewest(ApiDialect dialect, string instruction)
    {
        await using var compiler = await ReadyAsync();
        var body = Encoding.UTF8.GetString(Conversation.Body(dialect, "user:Hello.", "model:Hello.", Question));
        var end = body.LastIndexOf(']');
        var instructed = Encoding.UTF8.GetBytes($"{body[..end]},{instruction}{body[end..]}");

        var result = await CompileAsync(compiler, dialect, instructed);

        Assert.Contains("zebra.md:1-2", Conversation.Texts(Bodies.Apply(instructed, result))[^1], StringComparison.Ordinal);
        Assert.True(Assert.Single(result.Splices).IsNew);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task LaterTurns_HaveTheSameBytesAtTheSamePlace_WhateverBecameOfTheFile(ApiDialect dialect)
    {
        await using var compiler = await ReadyAsync();
        var first = Conversation.Body(dialect, Question);
        var added = Conversation.Texts(Bodies.Apply(first, await CompileAsync(compiler, dialect, first)))[0];
        _vault.Write("zebra.md", "# Zebra importer\nRewritten: the zebra importer gives up on a failed batch at once.");
        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).SearchAsync("rewritten", 1, default)).Results.Count == 1, "the file to be read again");

        var second = Conversation.Body(dialect, Question, "model:Three times.", "tool:some result", "model:So it is.", "user:Thanks.");
        var result = await CompileAsync(compiler, dialect, second, VaultChoice.Auto);

        Assert.Equal(added, Conversation.Texts(Bodies.Apply(second, result))[0]);
        Assert.Equal((1, 1), (result.Vault?.Messages, result.Vault?.MessagesSentBefore));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task AgentsLoop_ToolResultLast_AddsNothingNewAndKeepsWhatWas(ApiDialect dialect)
    {
        await using var compiler = await ReadyAsync();
        var first = Conversation.Body(dialect, Question);
        var one = await CompileAsync(compiler, dialect, first);
        var second = Conversation.Body(dialect, Question, "model:I look.", "tool:zebra importer batch retry failed");
        var two = await CompileAsync(compiler, dialect, second);

        Assert.Equal(Conversation.Texts(Bodies.Apply(first, one))[0], Conversation.Texts(Bodies.Apply(second, two))[0]);
        Assert.Equal((1, 1), (two.Vault?.Messages, two.Vault?.MessagesSentBefore));
    }

    [Fact]
    public async Task HistoryWithoutMemo_GoesWithout_AndStaysSo()
    {
        await using var compiler = await ReadyAsync();
        var body = Conversation.Body(ApiDialect.OpenAIChat, Question, "model:Three times.", "user:Thanks.");

        var result = await CompileAsync(compiler, ApiDialect.OpenAIChat, body);
        var again = await CompileAsync(compiler, ApiDialect.OpenAIChat, body);

        Assert.Empty(result.Splices);
        Assert.Empty(again.Splices);
        Assert.Equal(0, result.Vault?.Messages);
    }

    [Fact]
    public async Task OtherTenant_SamePrompt_HasAMemoOfItsOwn()
    {
        await using var compiler = await ReadyAsync();
        var first = Conversation.Body(ApiDialect.OpenAIChat, Question);
        await CompileAsync(compiler, ApiDialect.OpenAIChat, first);

        var second = Conversation.Body(ApiDialect.OpenAIChat, Question, "model:Three times.", "user:Thanks.");
        var other = await compiler.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, second, tenant: "other"), default);

        Assert.Equal(0, other.Vault?.Messages);
    }

    [Theory]
    [InlineData(VaultChoice.Auto, "some-model", 0, true, null)]
    [InlineData(VaultChoice.Auto, "some-model", 5000, false, "small_prompt")]
    [InlineData(VaultChoice.On, "some-model", 5000, true, null)]
    [InlineData(VaultChoice.Auto, "claude-haiku-4-5", 0, false, "model")]
    [InlineData(VaultChoice.On, "claude-haiku-4-5", 0, true, null)]
    [InlineData(VaultChoice.Off, "some-model", 0, false, "header")]
    public async Task Skips_AndTheHeaderThatOverridesThem_AreObeyedAndCounted(VaultChoice choice, string model, int minimum, bool added, string? reason)
    {
        await using var compiler = await ReadyAsync(("TokenPak:Vault:MinPromptTokens", $"{minimum}"), ("TokenPak:Vault:SkipModels:0", "*haiku*"));
        var body = Conversation.Body(ApiDialect.OpenAIChat, Question);

        var result = await compiler.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, body, choice, model: model), default);

        Assert.Equal(added ? 1 : 0, result.Vault?.Messages);
        var overview = await VaultOf(compiler).GetOverviewAsync(default);
        Assert.Equal(added ? 1 : 0, overview.Injections);
        Assert.Equal(reason is null ? [] : [reason], overview.Skips.Keys);
    }

    [Fact]
    public async Task Message_ThatHoldsTheChunk_GetsItNotAgain_EvenWithTheHeader()
    {
        await using var compiler = await ReadyAsync();
        var body = Conversation.Body(ApiDialect.OpenAIChat, $"{Question}\n\n```\n{Document.Replace("\n", "\r\n", StringComparison.Ordinal)}\n```\n");

        Assert.Empty((await CompileAsync(compiler, ApiDialect.OpenAIChat, body)).Splices);
        Assert.Equal(["already_there"], (await VaultOf(compiler).GetOverviewAsync(default)).Skips.Keys);
    }

    [Fact]
    public async Task SecondQuestion_OfTheSame_DoesNotGetTheSameChunkTwice()
    {
        await using var compiler = await ReadyAsync();
        await CompileAsync(compiler, ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, Question));

        var result = await CompileAsync(compiler, ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, Question, "model:Three times.", Question));

        Assert.Equal((1, 1), (result.Vault?.Messages, result.Vault?.MessagesSentBefore));
    }

    [Fact]
    public async Task Budget_And_TopK_BoundWhatIsAdded()
    {
        for (var i = 0; i < 12; i++) _vault.Write($"zebra{i}.md", $"zebra importer number{i} " + string.Concat(Enumerable.Repeat("retries failed batches ", 60)));
        await using var compiler = await ReadyAsync(("TokenPak:Vault:BudgetTokens", "600"), ("TokenPak:Vault:TopK", "3"), ("TokenPak:Vault:MinScore", "0.01"));
        var body = Conversation.Body(ApiDialect.OpenAIChat, Question);

        var result = await CompileAsync(compiler, ApiDialect.OpenAIChat, body);

        Assert.InRange(result.Vault?.Sources.Count ?? 0, 1, 3);
        Assert.InRange(result.Vault?.Tokens ?? 0, 1, 700);
    }

    [Fact]
    public async Task UnrelatedQuestion_GetsNothing()
    {
        for (var i = 0; i < 50; i++) _vault.Write($"noise{i}.md", $"a note about something{i} and how to do it");
        await using var compiler = await ReadyAsync();

        Assert.Empty((await CompileAsync(compiler, ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, "user:How do I bake bread in the oven?"))).Splices);
        Assert.Equal(["no_match"], (await VaultOf(compiler).GetOverviewAsync(default)).Skips.Keys);
    }

    [Fact]
    public async Task Reminders_OfTheClient_AreNeitherAskedNorAddedTo()
    {
        await using var compiler = await ReadyAsync();
        var body = Encoding.UTF8.GetBytes("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"How does the zebra importer retry a failed batch?"},{"type":"text","text":"<system-reminder>\nBe brief.\n</system-reminder>"}]}]}
            """);

        var insertion = Assert.Single((await CompileAsync(compiler, ApiDialect.AnthropicMessages, body)).Splices);

        Assert.Equal("batch?\"},", Encoding.UTF8.GetString(body, insertion.Offset - 6, 9));
    }

    [Fact]
    public async Task OtherReplica_WithTheSameRedisAndFolder_PutsTheSameBytes()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] shared = [("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:HashKey", "shared")];
        var first = Conversation.Body(ApiDialect.AnthropicMessages, Question);
        var second = Conversation.Body(ApiDialect.AnthropicMessages, Question, "model:Three times.", "user:Thanks.");
        string added;
        await using (var one = await ReadyAsync(shared))
        {
            await one.ConnectedAsync();
            added = Conversation.Texts(Bodies.Apply(first, await CompileAsync(one, ApiDialect.AnthropicMessages, first)))[0];
            Assert.NotNull((await one.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
        }

        await using var view = await RedisView.OpenAsync(redis);
        await using var other = await ReadyAsync([.. shared, ("TokenPak:Vault:IndexPath", _vault.Index + "-other")]);
        await other.ConnectedAsync();
        var before = await view.CallsAsync("mget");
        var result = await CompileAsync(other, ApiDialect.AnthropicMessages, second, VaultChoice.Off);

        Assert.Equal(added, Conversation.Texts(Bodies.Apply(second, result))[0]);
        Assert.Equal(before + 1, await view.CallsAsync("mget"));
        Assert.DoesNotContain(view.RawKeys().Select(key => Encoding.Latin1.GetString((byte[])key!)), key => key.Contains("zebra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Splices_BehindAnInsertion_StandThatMuchFurtherInThePrompt()
    {
        await using var compiler = await ReadyAsync();
        await using var plain = await CompilerUnderTest.StartAsync();
        var text = Encoding.UTF8.GetString(Bodies.Chat(2)).Replace("Sum them up.", Question["user:".Length..], StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes(text);
        var question = Encoding.UTF8.GetBytes(text[..text.IndexOf(",{\"role\":\"assistant\"", StringComparison.Ordinal)] + "]}");

        await compiler.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, question), default);
        var with = await compiler.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, body), default);
        var without = await plain.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, body), default);

        Assert.Null(without.Vault);
        Assert.True(with.Vault?.Tokens > 0);
        Assert.Equal(without.Splices.Select(splice => splice.CompiledTokenOffset + with.Vault.Tokens), with.Splices.Where(splice => splice.Length > 0).Select(splice => splice.CompiledTokenOffset));
    }

    [Fact]
    public void Memo_CutChangedOrUnderAnotherKey_IsNone()
    {
        var memo = new Memo(["00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"]);
        var bytes = memo.Encode(42);

        Assert.Equal(memo.Chunks, Memo.Decode(42, bytes)?.Chunks);
        Assert.Empty(Memo.Decode(7, Memo.Empty.Encode(7))?.Chunks ?? ["not read"]);
        Assert.Null(Memo.Decode(43, bytes));
        Assert.Null(Memo.Decode(42, bytes.AsSpan(0, bytes.Length - 16)));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(Memo.Decode(42, bytes));
            bytes[i] ^= 1;
        }
    }

    private static IVault VaultOf(CompilerUnderTest compiler) => compiler.Services.GetRequiredService<IVault>();

    private static Task<CompileResult> CompileAsync(CompilerUnderTest compiler, ApiDialect dialect, byte[] body, VaultChoice choice = VaultChoice.On) =>
        compiler.Compiler.CompileAsync(Conversation.Request(dialect, body, choice), default).AsTask();

    private async Task<CompilerUnderTest> ReadyAsync(params (string Key, string Value)[] settings)
    {
        _vault.Write("zebra.md", Document);
        _vault.Write("other.md", "# Other\nNothing about that.");
        _vault.Write("third.md", "# Third\nNor this.");
        var compiler = await CompilerUnderTest.StartAsync([.. _vault.Settings.Where(s => settings.All(own => own.Key != s.Key)), .. settings]);
        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).GetOverviewAsync(default)).State == "ready", "the vault to be indexed");
        return compiler;
    }
}
