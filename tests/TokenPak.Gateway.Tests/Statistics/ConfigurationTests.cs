using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Statistics;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Configuration_InForce_NamesSettingsAndHidesSecrets()
    {
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["TokenPak:AdminToken"] = "admin-canary",
                ["TokenPak:HashKey"] = "hash-canary",
                ["TokenPak:ProxyAuthToken"] = "proxy-canary",
                ["TokenPak:Keys:0:Id"] = "team-a",
                ["TokenPak:Keys:0:Sha256"] = new('a', 64),
                ["TokenPak:Upstreams:azure:BaseUrl"] = "https://azure.example/path-canary",
            },
            withUpstream: false);

        var text = await gateway.Client.GetStringAsync(new Uri("/stats/configuration", UriKind.Relative));

        Assert.Contains("""{"key":"TokenPak:AdminToken","value":"set","secret":true}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"key":"TokenPak:UpstreamTimeoutSeconds","value":"600","secret":false}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"key":"TokenPak:Keys","value":"team-a","secret":true}""", text, StringComparison.Ordinal);
        Assert.Contains("https://azure.example/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('a', 64), text, StringComparison.Ordinal);
    }
}
