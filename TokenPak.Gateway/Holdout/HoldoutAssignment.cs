using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Holdout;

/// <summary>
/// Draws the arm of a conversation by a keyed hash of its tenant and first user message: every turn, every replica and every restart with the same key draw the
/// same. Without a configured key there is no holdout, since arms would change with the process.
/// </summary>
internal sealed class HoldoutAssignment
{
    private const int IdLength = 16;

    private readonly byte[] _key;
    private readonly double _share;

    public HoldoutAssignment(IOptions<HoldoutOptions> options, IOptions<GatewayOptions> gateway)
    {
        _share = string.IsNullOrEmpty(gateway.Value.HashKey) ? 0 : options.Value.Share;
        _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(gateway.Value.HashKey ?? ""), "holdout"u8);
    }

    /// <summary>Reads a whole body: its few interesting members, and with them the arm, where the request takes part.</summary>
    public void Read(Exchange exchange, ReadOnlySpan<byte> body)
    {
        if (_share == 0 || exchange.IsModeOverridden || exchange.Match.RequestType is not (RequestTypes.Chat or RequestTypes.CountTokens))
        {
            exchange.Facts.Scanner().Feed(body);
            return;
        }

        // A key for each tenant: the same opening of two tenants is two conversations.
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(exchange.Tenant), digest);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, digest);
        var first = new FirstUserMessage(hash);
        exchange.Facts.Scanner(first).Feed(body);
        if (exchange.Facts.ContinuesAtProvider || !first.TryFinish(digest)) return;
        exchange.Conversation = Convert.ToHexStringLower(digest[^IdLength..]);
        exchange.Arm = BinaryPrimitives.ReadUInt64BigEndian(digest) < _share * ulong.MaxValue ? HoldoutArmKind.Holdout : HoldoutArmKind.Compiled;
        if (exchange.Match.Dialect == ApiDialect.AnthropicMessages) exchange.ToolErrors = ToolErrorCount.In(body);
    }
}
