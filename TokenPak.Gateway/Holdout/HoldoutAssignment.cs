using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Conversations;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Holdout;

/// <summary>
/// Draws the arm of a conversation by its hash: every turn, every replica and every restart with the same key draw the same. Without a configured key there is no
/// holdout, since arms would change with the process.
/// </summary>
internal sealed class HoldoutAssignment(IOptions<HoldoutOptions> options, IOptions<GatewayOptions> gateway, ConversationReader conversations)
{
    private readonly double _share = string.IsNullOrEmpty(gateway.Value.HashKey) ? 0 : options.Value.Share;

    /// <summary>Reads a whole body: its few interesting members, its conversation, and with it the arm, where the request takes part.</summary>
    public void Read(Exchange exchange, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[ConversationReader.DigestLength];
        if (!conversations.TryRead(exchange, body, digest) || _share == 0 || exchange.IsModeOverridden) return;
        exchange.Arm = BinaryPrimitives.ReadUInt64BigEndian(digest) < _share * ulong.MaxValue ? HoldoutArmKind.Holdout : HoldoutArmKind.Compiled;
        if (exchange.Match.Dialect == ApiDialect.AnthropicMessages) exchange.ToolErrors = ToolErrorCount.In(body);
    }
}
