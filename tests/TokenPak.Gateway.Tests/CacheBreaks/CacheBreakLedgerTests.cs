using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.CacheBreaks;

namespace TokenPak.Gateway.Tests.CacheBreaks;

/// <summary>I8: whatever changes bytes already sent is counted.</summary>
public sealed class CacheBreakLedgerTests : IDisposable
{
    private readonly CacheBreakLedger _ledger = new(Options.Create(new CacheBreakOptions()));

    [Fact]
    public void Record_TurnsUnderOnePolicy_CountNothing()
    {
        Assert.Equal(0, Send(Compiled("a", isNew: [true, true]), 100));
        Assert.Equal(0, Send(Compiled("a", isNew: [false, false, true]), 200));
    }

    [Fact]
    public void Record_FallbackAfterCompiledTurns_CountsTheBlocksThatGoOutOriginal()
    {
        Send(Compiled("a", isNew: [true, true]), 100);
        Assert.Equal(2, Send(null, 200));
        Assert.Equal(0, Send(null, 300));
    }

    [Fact]
    public void Record_CompiledAgainAfterFallback_CountsTheBlocksOfEarlierTurnsAlone()
    {
        Send(null, 100);
        Assert.Equal(2, Send(Compiled("a", isNew: [false, false, true]), 200));
    }

    [Fact]
    public void Record_SameBodyAgainAfterFallback_CountsItsNewestBlocksToo()
    {
        Send(null, 100);
        Assert.Equal(1, Send(Compiled("a", isNew: [true]), 100));
    }

    [Fact]
    public void Record_AnotherPolicy_CountsAllThatMayHaveChanged()
    {
        Send(Compiled("a", isNew: [true, true, true]), 100);
        Assert.Equal(3, Send(Compiled("b", isNew: [false, true]), 200));
    }

    [Fact]
    public void Record_AnotherConversation_IsNotConfused()
    {
        Send(Compiled("a", isNew: [true]), 100);
        Assert.Equal(0, _ledger.Record("other", null, 100).Blocks);
        Assert.Equal(1, Send(null, 200));
    }

    [Fact]
    public void Record_VaultTextThatIsNotPutBack_CountsItsMessage()
    {
        Send(WithVault(messages: 1, sentBefore: 0), 100);
        Assert.Equal(0, Send(WithVault(messages: 2, sentBefore: 1), 200));
        Assert.Equal(1, Send(WithVault(messages: 2, sentBefore: 1), 300));
        Assert.Equal(0, Send(WithVault(messages: 2, sentBefore: 2), 400));
    }

    [Fact]
    public void Record_EachKindOfBreak_NamesItsCause()
    {
        Send(Compiled("a", isNew: [true]), 100);
        Assert.Equal(CacheBreakCauses.Policy, _ledger.Record("one", Compiled("b", isNew: [false]), 200).Cause);
        Assert.Equal(CacheBreakCauses.Original, _ledger.Record("one", null, 300).Cause);
        Assert.Null(_ledger.Record("one", null, 400).Cause);
        Send(WithVault(messages: 1, sentBefore: 0), 500);
        Assert.Equal(CacheBreakCauses.Vault, _ledger.Record("one", WithVault(messages: 0, sentBefore: 0), 600).Cause);
    }

    [Fact]
    public void Record_SameBodyAgainWithItsVaultText_CountsNothing()
    {
        Send(WithVault(messages: 1, sentBefore: 0), 100);
        Assert.Equal(0, Send(WithVault(messages: 1, sentBefore: 0), 100));
    }

    public void Dispose() => _ledger.Dispose();

    private int Send(CompileResult? sent, long length) => _ledger.Record("one", sent, length).Blocks;

    private static CompileResult WithVault(int messages, int sentBefore) => Compiled("a", []) with { Vault = new VaultInjection(10 * messages, [], messages, sentBefore) };

    private static CompileResult Compiled(string policy, bool[] isNew) => new()
    {
        PolicyId = policy,
        Splices = [.. isNew.Select((n, i) => new Splice(i * 10, 5, default, 8, 0, n))],
    };
}
