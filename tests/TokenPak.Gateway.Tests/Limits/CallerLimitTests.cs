using System.Net;
using System.Security.Cryptography;
using System.Text;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Limits;

/// <summary>One caller cannot take everything.</summary>
public sealed class CallerLimitTests
{
    [Fact]
    public async Task Key_BeyondItsRate_IsToldWhenToComeAgain_AndOthersAreNot()
    {
        await using var gateway = await GatewayHost.StartAsync(Keys(("TokenPak:Limits:RequestsPerMinute", "2"), ("TokenPak:Keys:1:Limits:RequestsPerMinute", "3")));
        Assert.Equal([200, 200, 429], await StatusesAsync(gateway, "one", 3));
        Assert.Equal([200, 200, 200, 429], await StatusesAsync(gateway, "two", 4));

        using var response = await gateway.Client.SendAsync(Request("one")).InTimeAsync();
        Assert.InRange(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 60);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("rate_limited", text, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"error\"", text, StringComparison.Ordinal);
        Assert.Equal(5, gateway.Upstream.Requests.All.Count);
    }

    [Fact]
    public async Task Key_WithTooManyAtATime_GetsItsPlaceBackWhenOneEnds()
    {
        await using var gateway = await GatewayHost.StartAsync(Keys(("TokenPak:Limits:ConcurrentRequests", "1")));
        using var gate = new StreamGate();
        using (gateway.Upstream.Always(new Behavior { Gate = gate }))
        {
            var first = gateway.Client.SendAsync(Request("one"));
            await Eventually.HoldsAsync(() => gateway.Upstream.Requests.All.Count == 1, "the first request");
            using var second = await gateway.Client.SendAsync(Request("one")).InTimeAsync();
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            Assert.Contains("too_many_concurrent_requests", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            gate.Open();
            using var answer = await first.InTimeAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Eventually.HoldsAsync(async () => (await StatusesAsync(gateway, "one", 1))[0] == 200, "the place to be free");
    }

    [Fact]
    public async Task WithoutKeys_EachCredentialIsACaller()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Limits:RequestsPerMinute"] = "1" });
        List<int> statuses = [];
        foreach (var key in new[] { "sk-a", "sk-b", "sk-a" })
        {
            using var response = await gateway.Client.SendAsync(Requests.OpenAI("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}""", key: key)).InTimeAsync();
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 429], statuses);
    }

    [Fact]
    public async Task Headers_BeyondTheirLimit_Are431()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Limits:RequestHeadersBytes"] = "2048" });
        using var request = Requests.Anthropic();
        request.Headers.Add("x-long", new string('x', 4000));
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    private static async Task<List<int>> StatusesAsync(GatewayHost gateway, string key, int times)
    {
        List<int> statuses = [];
        for (var i = 0; i < times; i++)
        {
            using var response = await gateway.Client.SendAsync(Request(key)).InTimeAsync();
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }

    private static HttpRequestMessage Request(string key)
    {
        var request = Requests.Anthropic();
        request.Headers.Add("x-tokenpak-key", key);
        return request;
    }

    private static Dictionary<string, string?> Keys(params (string Key, string? Value)[] settings)
    {
        var all = settings.ToDictionary(s => s.Key, s => s.Value);
        foreach (var (index, key) in new[] { "one", "two" }.Index())
        {
            all[$"TokenPak:Keys:{index}:Id"] = key;
            all[$"TokenPak:Keys:{index}:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }

        return all;
    }
}
