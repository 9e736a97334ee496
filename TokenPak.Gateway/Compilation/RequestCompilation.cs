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
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Compilation;

/// <summary>Reads a request body, has it compiled, and puts what is to be sent in its place. Without a usable answer the original bytes go out.</summary>
internal sealed class RequestCompilation(
    CompilerGate gate, Router router, HoldoutAssignment holdout, CacheBreakLedger breaks, CacheBreakpointHelp breakpoints, IOptions<GatewayOptions> options, TimeProvider time)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public async ValueTask ApplyAsync(HttpContext context, Exchange exchange)
    {
        var request = context.Request;
        var limit = options.Value.CompileMaxBytes;
        if (request.ContentLength > limit)
        {
            PassBy(exchange, BypassReasons.Oversized);
            exchange.ScanInPassing(context);
            return;
        }

        var coding = request.Headers.ContentEncoding.ToString();
        if (!ContentDecoding.IsIdentity(coding) && !ContentDecoding.CanDecode(coding))
        {
            PassBy(exchange, BypassReasons.Encoded);
            exchange.ScanInPassing(context, scan: false);
            return;
        }

        var (received, isWhole) = await BodyReader.ReadAsync(request.Body, request.ContentLength, limit, context.RequestAborted);
        exchange.Owns(received);
        if (!isWhole)
        {
            PassBy(exchange, BypassReasons.Oversized);
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
                PassBy(exchange, BypassReasons.Encoded);
                Send(request, exchange, received, []);
                return;
            }

            exchange.Owns(plain);
        }

        exchange.RequestBytes = plain.Length;
        Read(exchange, plain);
        router.Decide(request, exchange, plain.Length);
        if (IsCompiled(exchange) && breakpoints.Apply(exchange, plain) is { } marked)
        {
            exchange.KeepOnly(marked);
            if (plain != received) exchange.DropContentEncoding = true;
            plain = received = marked;
        }

        var result = IsCompiled(exchange) ? await CompileAsync(exchange, plain, context.RequestAborted) : null;
        if (IsCompiled(exchange) && exchange is { Conversation: { } conversation, Match.RequestType: RequestTypes.Chat }) exchange.CacheBreak = breaks.Record(conversation, exchange.Bypass is null ? result : null, plain.Length);
        var splices = ModelSplices.Merge(result?.Splices ?? [], RenameIn(exchange, plain));
        if (splices.Count > 0)
        {
            // A replaced text cannot be put back into its compression: it goes out plain.
            if (plain != received) exchange.DropContentEncoding = true;
            Send(request, exchange, plain, splices);
            exchange.KeepOnly(plain);
        }
        else
        {
            Send(request, exchange, received, []);
            exchange.KeepOnly(received);
        }
    }

    /// <summary>Whether a request is compiled, as far as its mode and its dialect tell.</summary>
    public static bool IsCompiled(Exchange exchange) => exchange.Mode != CompilationMode.Off && exchange.Match.Dialect != ApiDialect.OpenAIEmbeddings;

    /// <summary>Reads the few members that matter, and draws the arm.</summary>
    private void Read(Exchange exchange, PooledBody plain)
    {
        if (!IsCompiled(exchange))
        {
            exchange.Facts.Scanner().Feed(plain.Memory.Span);
            return;
        }

        holdout.Read(exchange, plain.Memory.Span);
        if (exchange.Arm == HoldoutArmKind.Holdout) exchange.Mode = CompilationMode.Off;
    }

    private static IReadOnlyList<Splice> RenameIn(Exchange exchange, PooledBody plain) =>
        exchange is { Route.Rule.Model: { } model, Match.Model: null } ? ModelSplices.Find(plain.Memory.Span[ShiftOf(plain)..], model) : [];

    private static void PassBy(Exchange exchange, string reason)
    {
        if (IsCompiled(exchange)) exchange.Bypass = reason;
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
                Provider = exchange.Upstream.Provider,
                Model = exchange.Model,
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
