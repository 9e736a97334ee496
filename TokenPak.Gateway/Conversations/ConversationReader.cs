using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Conversations;

/// <summary>
/// Knows a conversation by a keyed hash of its tenant and first user message, which every turn repeats. With a configured key every replica and every restart
/// come to the same id; without one it holds for this process alone.
/// </summary>
internal sealed class ConversationReader(IOptions<GatewayOptions> options)
{
    public const int DigestLength = HMACSHA256.HashSizeInBytes;

    private const int IdLength = 16;

    private readonly byte[] _key = string.IsNullOrEmpty(options.Value.HashKey)
        ? RandomNumberGenerator.GetBytes(DigestLength)
        : HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.HashKey), "holdout"u8);

    /// <summary>Reads a whole body: its few interesting members, and with them the conversation. False where it cannot be known.</summary>
    /// <param name="exchange">The request; gets its facts and <see cref="Exchange.Conversation"/>.</param>
    /// <param name="body">The decoded body.</param>
    /// <param name="digest">Room for <see cref="DigestLength"/> bytes: the whole hash.</param>
    public bool TryRead(Exchange exchange, ReadOnlySpan<byte> body, Span<byte> digest)
    {
        if (exchange.Match.RequestType is not (RequestTypes.Chat or RequestTypes.CountTokens))
        {
            exchange.Facts.Scanner().Feed(body);
            return false;
        }

        // A key for each tenant: the same opening of two tenants is two conversations.
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(exchange.Tenant), digest);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, digest);
        var first = new FirstUserMessage(hash);
        exchange.Facts.Scanner(first).Feed(body);
        if (exchange.Facts.ContinuesAtProvider || !first.TryFinish(digest)) return false;
        exchange.IsLaterTurn = first.IsFollowed;
        exchange.Conversation = Convert.ToHexStringLower(digest[^IdLength..]);
        return true;
    }
}
