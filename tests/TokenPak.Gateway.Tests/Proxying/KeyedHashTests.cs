using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Tests.Proxying;

public sealed class KeyedHashTests
{
    [Fact]
    public void Of_ManyValuesOnManyThreads_IsTheShortenedHmacOfEach()
    {
        var key = SHA256.HashData("secret"u8);
        using var hash = new KeyedHash(Options.Create(new GatewayOptions { HashKey = "secret" }));

        Parallel.For(0, 2_000, i =>
        {
            var value = new string('k', i % 300) + i;
            var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value));
            Assert.Equal("t-" + Convert.ToHexStringLower(expected)[..24], hash.Of("t", value));
        });
    }
}
