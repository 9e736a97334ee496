using System.Net;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Gateway.Protection;

namespace TokenPak.Gateway.Tests.Protection;

public sealed class WrongTokensTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.7");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Refusals_AfterAFewWrongTokens_TakeLongerEachTime()
    {
        var tokens = new WrongTokens(_time);
        await MistypeAsync(tokens, Guesser, WrongTokens.Free);

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            var refusal = tokens.RefuseAsync(Guesser, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(refusal.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await refusal;
        }
    }

    [Fact]
    public async Task Guesses_SideBySide_AreNotLookedAt()
    {
        var tokens = new WrongTokens(_time);
        await MistypeAsync(tokens, Guesser, WrongTokens.Free);
        var waiting = Enumerable.Range(0, WrongTokens.MostWaiting).Select(_ => tokens.RefuseAsync(Guesser, CancellationToken.None)).ToArray();

        Assert.False(tokens.MayTry(Guesser));
        Assert.True(tokens.MayTry(IPAddress.Parse("192.0.2.8")));

        _time.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAll(waiting);
        Assert.True(tokens.MayTry(Guesser));
    }

    [Fact]
    public async Task Network_OfIPv6_CountsAsOneAddress()
    {
        var tokens = new WrongTokens(_time);
        for (var i = 0; i < WrongTokens.Free; i++) await tokens.RefuseAsync(IPAddress.Parse($"2001:db8:0:1::{i + 1:x}"), CancellationToken.None);

        Assert.False(tokens.RefuseAsync(IPAddress.Parse("2001:db8:0:1:ffff::9"), CancellationToken.None).IsCompleted);
        Assert.True(tokens.RefuseAsync(IPAddress.Parse("2001:db8:0:2::9"), CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Mistakes_OfLongAgo_AreForgotten()
    {
        var tokens = new WrongTokens(_time);
        await MistypeAsync(tokens, Guesser, WrongTokens.Free);
        _time.Advance(TimeSpan.FromMinutes(16));

        Assert.True(tokens.RefuseAsync(Guesser, CancellationToken.None).IsCompleted);
    }

    private static async Task MistypeAsync(WrongTokens tokens, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++) await tokens.RefuseAsync(address, CancellationToken.None);
    }
}
