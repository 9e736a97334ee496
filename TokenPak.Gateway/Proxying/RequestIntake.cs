using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Protection;

namespace TokenPak.Gateway.Proxying;

/// <summary>Finds out what a request is and where it goes, before anything is read or sent.</summary>
internal sealed class RequestIntake(
    ProviderDetector detector,
    UpstreamTable upstreams,
    CallerTenant tenants,
    IOptions<CompilationOptions> compilation,
    IOptions<GatewayOptions> options,
    TimeProvider time)
{
    private const int MaxLabel = 128;

    private static readonly string[] SessionHeaders = ["x-tokenpak-session", "x-claude-code-session-id", "session-id"];

    private readonly CompilationMode _mode = CompilationModeNames.TryParse(compilation.Value.Mode, out var mode) ? mode : CompilationMode.Full;

    public Exchange Begin(HttpContext context)
    {
        var now = time.GetUtcNow();
        return new Exchange
        {
            Id = RequestId.Create(now),
            Timestamp = now,
            Start = time.GetTimestamp(),
            Endpoint = context.Request.Path.Value ?? "/",
            Span = Activity.Current is { Recorded: true } span ? span.Context : default,
            Mode = _mode,
            Match = new PathMatch(null, ApiDialect.None, RequestTypes.Other),
        };
    }

    /// <summary>Null where the request can go on.</summary>
    public async ValueTask<Refusal?> DescribeAsync(HttpContext context, Exchange exchange)
    {
        var headers = context.Request.Headers;
        exchange.Agent = Agents.Of(headers);
        exchange.SessionId = SessionOf(headers);
        exchange.RetryCount = RetriesOf(headers);
        if (!RequestTarget.IsOriginForm(context)) return Refusals.NotOriginForm;
        if (headers.TryGetValue("x-tokenpak-mode", out var wanted))
        {
            if (!CompilationModeNames.TryParse(wanted.ToString(), out var mode)) return Refusals.InvalidMode;
            exchange.Mode = mode;
            exchange.IsModeOverridden = true;
        }

        if (headers.TryGetValue("x-tokenpak-vault", out var vault))
        {
            if (ChoiceOf(vault.ToString()) is not { } choice) return Refusals.InvalidVault;
            exchange.Vault = choice;
        }

        if (PathRules.Match(exchange.Endpoint) is not { } match) return Refusals.UnknownProvider;
        exchange.Match = match;
        var credentials = Credentials.Read(context.Request);
        var provider = detector.Detect(match, headers, credentials) ?? await ByModelAsync(context, exchange);
        if (provider is null) return Refusals.UnknownProvider;
        exchange.Provider = provider;

        if (upstreams[provider] is not { } upstream) return Refusals.NotConfigured(provider);
        if (upstream is { IsDefault: true, ApiKey: null } && credentials.ForeignTo(upstream.Vendor) is { } owner) return Refusals.Mismatch(owner, provider);
        exchange.Target = upstream;
        exchange.Home = upstream;
        exchange.RewriteBearer = provider == ProviderNames.Anthropic && credentials.Bearer?.StartsWith("sk-ant-api", StringComparison.Ordinal) is true;
        exchange.IsLogin = credentials.HasAnthropicOAuth || provider == ProviderNames.ChatGpt;

        exchange.KeyId = context.Features.Get<CallerKey>()?.Id;
        exchange.Tenant = tenants.Of(context, credentials);
        return null;
    }

    /// <summary>The last resort: a path that several providers could serve, without any credential.</summary>
    private async ValueTask<string?> ByModelAsync(HttpContext context, Exchange exchange)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method)) return null;
        var (body, isWhole) = await BodyReader.ReadAsync(request.Body, request.ContentLength, options.Value.CompileMaxBytes, context.RequestAborted);
        exchange.Owns(body);
        request.Body = isWhole ? new SplicedStream(body.Memory, []) : new PrefixedStream(body.Memory, request.Body);
        exchange.Facts.Scanner().Feed(body.Memory.Span);
        return ProviderDetector.ByModel(exchange.Facts.Model);
    }

    /// <summary>What the SDKs of OpenAI and Anthropic say of their own retries.</summary>
    private static int? RetriesOf(IHeaderDictionary headers) =>
        headers.TryGetValue("x-stainless-retry-count", out var value) && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static VaultChoice? ChoiceOf(string value) => value.Trim().ToLowerInvariant() switch
    {
        "on" => VaultChoice.On,
        "off" => VaultChoice.Off,
        "auto" => VaultChoice.Auto,
        _ => null,
    };

    private static string? SessionOf(IHeaderDictionary headers)
    {
        foreach (var name in SessionHeaders)
        {
            if (headers.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 and <= MaxLabel } session) return session;
        }

        return null;
    }
}
