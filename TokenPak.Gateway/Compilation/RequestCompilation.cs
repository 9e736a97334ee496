using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.CacheBreakpoints;
using TokenPak.Gateway.CacheBreaks;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Holdout;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Compilation;

/// <summary>Reads a request body, has it compiled, and puts what is to be sent in its place. Without a usable answer the original bytes go out.</summary>
internal sealed class RequestCompilation(CompilerGate gate, HoldoutAssignment holdout, CacheBreakLedger breaks, CacheBreakpointHelp breakpoints, IOptions<GatewayOptions> options, TimeProvider time)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public async ValueTask ApplyAsync(HttpContext context, Exchange exchange)
    {
        var request = context.Request;
        var limit = options.Value.CompileMaxBytes;
        if (request.ContentLength > limit)
        {
            exchange.Bypass = BypassReasons.Oversized;
            exchange.ScanInPassing(context);
            return;
        }

        var coding = request.Headers.ContentEncoding.ToString();
        if (!ContentDecoding.IsIdentity(coding) && !ContentDecoding.CanDecode(coding))
        {
            exchange.Bypass = BypassReasons.Encoded;
            exchange.ScanInPassing(context, scan: false);
            return;
        }

        var (received, isWhole) = await BodyReader.ReadAsync(request.Body, request.ContentLength, limit, context.RequestAborted);
        exchange.Owns(received);
        if (!isWhole)
        {
            exchange.Bypass = BypassReasons.Oversized;
            request.Body = new PrefixedStream(received.Memory, request.Body);
            exchange.ScanInPassing(context, scan: ContentDecoding.IsIdentity(coding));
            return;
        }

        var plain = received;
        if (!ContentDecoding.IsIdentity(coding))
        {
            plain = await ContentDecoding.DecodeAsync(received, coding, limit, context.RequestAborted);
            if (plain is null)
            {
                exchange.Bypass = BypassReasons.Encoded;
                Send(request, exchange, received, []);
                return;
            }

            exchange.Owns(plain);
        }

        exchange.RequestBytes = plain.Length;
        holdout.Read(exchange, plain.Memory.Span);
        if (exchange.Arm == HoldoutArmKind.Holdout)
        {
            exchange.Mode = CompilationMode.Off;
            Send(request, exchange, received, []);
            return;
        }

        if (breakpoints.Apply(exchange, plain) is { } marked)
        {
            exchange.Owns(marked);
            if (plain != received) exchange.DropContentEncoding = true;
            plain = received = marked;
        }

        var result = await CompileAsync(exchange, plain, context.RequestAborted);
        if (exchange is { Conversation: { } conversation, Match.RequestType: RequestTypes.Chat }) exchange.CacheBreaks = breaks.Record(conversation, exchange.Bypass is null ? result : null, plain.Length);
        if (result is { Splices.Count: > 0 })
        {
            // A replaced text cannot be put back into its compression: it goes out plain.
            if (plain != received) exchange.DropContentEncoding = true;
            Send(request, exchange, plain, result.Splices);
        }
        else
        {
            Send(request, exchange, received, []);
        }
    }

    private async ValueTask<CompileResult?> CompileAsync(Exchange exchange, PooledBody plain, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var body = plain.Memory[ShiftOf(plain)..];
        var answer = await gate.CompileAsync(
            new CompileRequest
            {
                Body = body,
                Dialect = exchange.Match.Dialect,
                Mode = exchange.Mode,
                Provider = exchange.Upstream.Name,
                Model = exchange.Match.Model ?? exchange.Facts.Model,
                Tenant = exchange.Tenant,
                Vault = exchange.Vault,
            },
            plain.Abandon,
            cancellationToken);
        exchange.CompileTime = time.GetElapsedTime(start);

        if (answer.Result is not { } result)
        {
            exchange.Bypass = answer.Failure;
            return null;
        }

        if (!ResultCheck.Fits(result, body.Span))
        {
            exchange.Bypass = BypassReasons.BadResult;
            return null;
        }

        exchange.Compiled = result;
        exchange.Bypass = result.BypassReason;
        return result;
    }

    private static int ShiftOf(PooledBody body) => body.Memory.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    private static void Send(HttpRequest request, Exchange exchange, PooledBody body, IReadOnlyList<Splice> splices) =>
        exchange.Send(request, new OutgoingBody(body.Memory, splices, ShiftOf(body)));
}
