using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TokenPak.Gateway.Hosting;

/// <summary>
/// Lets HTTP/1.1 and HTTP/2 clients with prior knowledge share one cleartext port. Kestrel takes HTTP/1.1 for granted where TLS does not say
/// otherwise, but obeys a protocol named on the connection; this looks for the HTTP/2 preface and names it.
/// </summary>
internal sealed class CleartextHttp2(ConnectionDelegate next, TimeSpan patience)
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        // With TLS the protocol is negotiated.
        if (connection.Features.Get<ITlsHandshakeFeature>() is null)
        {
            if (await SaysPrefaceAsync(connection) is not { } isHttp2) return;
            if (isHttp2) Name(connection, HttpProtocols.Http2);
        }

        await next(connection);
    }

    /// <summary>Null where the connection ended, was told to close, or said nothing for too long.</summary>
    private async ValueTask<bool?> SaysPrefaceAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing, connection.ConnectionClosed);
        limit.CancelAfter(patience);
        while (true)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync(limit.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                return null;
            }

            var match = Compare(read.Buffer);
            if (match is null && read.IsCompleted) match = false;

            // Nothing is consumed: whoever reads next begins at the first byte.
            input.AdvanceTo(read.Buffer.Start, match is null ? read.Buffer.End : read.Buffer.Start);
            if (match is not null) return read.IsCompleted && read.Buffer.IsEmpty ? null : match;
        }
    }

    /// <summary>Null where more bytes are needed to tell.</summary>
    private static bool? Compare(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(buffer.Length, Preface.Length);
        buffer.Slice(0, length).CopyTo(start);
        if (!start[..length].SequenceEqual(Preface[..length])) return false;
        return length == Preface.Length ? true : null;
    }

    /// <summary>Kestrel's own feature for this is internal; its TLS callbacks set it the same way.</summary>
    private static void Name(ConnectionContext connection, HttpProtocols protocols)
    {
        var feature = CreateFeature(protocols);
        connection.Features[feature.GetType()] = feature;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpProtocolsFeature, Microsoft.AspNetCore.Server.Kestrel.Core")]
    private static extern object CreateFeature(HttpProtocols protocols);
}
