using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Holdout;
using TokenPak.Gateway.Limits;
using TokenPak.Gateway.Retrying;

namespace TokenPak.Gateway.Statistics;

/// <summary>The settings in force. Each is named here by hand, so that none is shown because it happens to be configured.</summary>
internal static class ConfigurationEndpoint
{
    public static void MapConfiguration(this IEndpointRouteBuilder app) => app.MapGet("/stats/configuration", Get);

    private static IResult Get(
        UpstreamTable upstreams,
        IOptions<GatewayOptions> gateway,
        IOptions<CompilationOptions> compilation,
        IOptions<BudgetOptions> budgets,
        IOptions<LimitOptions> limits,
        IOptions<BreakerOptions> breakers,
        IOptions<RetryOptions> retries,
        IOptions<HoldoutOptions> holdout,
        IOptions<AccessOptions> access,
        IOptions<DashboardAccessOptions> dashboard) => Results.Json(
        new ConfigurationInForce(
        [
            .. Gateway(gateway.Value),
            .. upstreams.Names.Order(StringComparer.Ordinal).Select(name => new SettingInForce($"TokenPak:Upstreams:{name}:BaseUrl", Upstream(gateway.Value, name))),
            .. upstreams.Names.Order(StringComparer.Ordinal).Where(name => upstreams[name]?.ApiKey is not null).Select(name => Masked($"TokenPak:Upstreams:{name}:ApiKey", "set")),
            .. Compilation(compilation.Value),
            .. Budgets(budgets.Value),
            .. Limits(limits.Value),
            .. Breakers(breakers.Value),
            .. Retries(retries.Value),
            new SettingInForce("TokenPak:Holdout:Share", Text(holdout.Value.Share)),
            .. Access(access.Value),
            new SettingInForce("Dashboard:RequireToken", Text(dashboard.Value.RequireToken)),
        ]),
        StatisticsJsonContext.Default.ConfigurationInForce);

    private static IEnumerable<SettingInForce> Gateway(GatewayOptions options) =>
    [
        new("TokenPak:BindAddress", options.BindAddress),
        new("TokenPak:Port", Text(options.Port)),
        new("TokenPak:UpstreamTimeoutSeconds", Text(options.UpstreamTimeoutSeconds)),
        new("TokenPak:ConnectTimeoutSeconds", Text(options.ConnectTimeoutSeconds)),
        new("TokenPak:StrictValidation", Text(options.StrictValidation)),
        new("TokenPak:CompileMaxBytes", Text(options.CompileMaxBytes)),
        new("TokenPak:RequestMaxBytes", Text(options.RequestMaxBytes)),
        Masked("TokenPak:HashKey", options.HashKey),
    ];

    private static IEnumerable<SettingInForce> Compilation(CompilationOptions options) =>
    [
        new("TokenPak:Compilation:Mode", options.Mode),
        new("TokenPak:Compilation:DeadlineSeconds", Text(options.DeadlineSeconds)),
        new("TokenPak:Compilation:PauseSeconds", Text(options.PauseSeconds)),
    ];

    private static IEnumerable<SettingInForce> Budgets(BudgetOptions options) =>
    [
        new("TokenPak:Budget:TotalTokens", options.TotalTokens is { } tokens ? $"{Text(tokens)} a {options.Window}" : "none"),
        .. Budget("Total", options.Total),
        .. Budget("Key", options.Key),
        .. Budget("Session", options.Session),
        new("TokenPak:Budget:WarnAt", Text(options.WarnAt)),
        new("TokenPak:Budget:FailClosed", Text(options.FailClosed)),
    ];

    private static IEnumerable<SettingInForce> Budget(string whose, BudgetLimits limits)
    {
        if (limits.TokensPerHour is { } hourTokens) yield return new($"TokenPak:Budget:{whose}:TokensPerHour", Text(hourTokens));
        if (limits.TokensPerDay is { } dayTokens) yield return new($"TokenPak:Budget:{whose}:TokensPerDay", Text(dayTokens));
        if (limits.DollarsPerHour is { } hourDollars) yield return new($"TokenPak:Budget:{whose}:DollarsPerHour", Text(hourDollars));
        if (limits.DollarsPerDay is { } dayDollars) yield return new($"TokenPak:Budget:{whose}:DollarsPerDay", Text(dayDollars));
    }

    private static IEnumerable<SettingInForce> Limits(LimitOptions options) =>
    [
        new("TokenPak:Limits:RequestsPerMinute", options.RequestsPerMinute is { } rate ? Text(rate) : "none"),
        new("TokenPak:Limits:ConcurrentRequests", options.ConcurrentRequests is { } many ? Text(many) : "none"),
        new("TokenPak:Limits:Connections", options.Connections is { } connections ? Text(connections) : "none"),
    ];

    private static IEnumerable<SettingInForce> Breakers(BreakerOptions options) =>
    [
        new("TokenPak:CircuitBreaker:Enabled", Text(options.Enabled)),
        new("TokenPak:CircuitBreaker:FailureRatio", Text(options.FailureRatio)),
        new("TokenPak:CircuitBreaker:MinimumRequests", Text(options.MinimumRequests)),
        new("TokenPak:CircuitBreaker:WindowSeconds", Text(options.WindowSeconds)),
        new("TokenPak:CircuitBreaker:BreakSeconds", Text(options.BreakSeconds)),
    ];

    private static IEnumerable<SettingInForce> Retries(RetryOptions options) =>
    [
        new("TokenPak:Retry:MaxRetries", Text(options.MaxRetries)),
        new("TokenPak:Retry:DeadlineSeconds", Text(options.DeadlineSeconds)),
        new("TokenPak:Retry:BudgetRatio", Text(options.BudgetRatio)),
        new("TokenPak:Retry:BudgetReserve", Text(options.BudgetReserve)),
    ];

    private static IEnumerable<SettingInForce> Access(AccessOptions options) =>
    [
        new("TokenPak:AllowedHosts", options.AllowedHosts.Count == 0 ? "none" : string.Join(", ", options.AllowedHosts)),
        new("TokenPak:AllowAnonymous", Text(options.AllowAnonymous)),
        new("TokenPak:Keys", options.Keys.Count == 0 ? "none" : string.Join(", ", options.Keys.Select(key => key.Id)), Secret: options.Keys.Count > 0),
        Masked("TokenPak:ProxyAuthToken", options.ProxyAuthToken),
        Masked("TokenPak:AdminToken", options.AdminToken),
    ];

    /// <summary>Scheme and host: a path may hold a key.</summary>
    private static string Upstream(GatewayOptions options, string name)
    {
        if (options.Upstreams.GetValueOrDefault(name)?.BaseUrl is not { Length: > 0 } url) return "default";
        var address = new Uri(url);
        return address.GetLeftPart(UriPartial.Authority) + (address.AbsolutePath == "/" ? "" : "/…");
    }

    private static SettingInForce Masked(string key, string? value) => new(key, string.IsNullOrEmpty(value) ? "not set" : "set", Secret: true);

    private static string Text(IConvertible value) => value is bool flag ? (flag ? "true" : "false") : value.ToString(CultureInfo.InvariantCulture);
}
