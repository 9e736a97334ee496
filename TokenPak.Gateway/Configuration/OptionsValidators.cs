using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Configuration;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private const int MaxName = 64;

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> errors = [];
        foreach (var (upstream, settings) in options.Upstreams)
        {
            var known = ProviderList.All.Contains(upstream, StringComparer.OrdinalIgnoreCase);
            if (!known && settings.Provider is null) errors.Add($"TokenPak:Upstreams:{upstream} is not one of {string.Join(", ", ProviderList.All)}, and names none of them as its Provider.");
            if (known && settings.Provider is not null && !settings.Provider.Equals(upstream, StringComparison.OrdinalIgnoreCase)) errors.Add($"TokenPak:Upstreams:{upstream}:Provider cannot be another.");
            if (settings.Provider is { } provider && !ProviderList.All.Contains(provider, StringComparer.OrdinalIgnoreCase)) errors.Add($"TokenPak:Upstreams:{upstream}:Provider is not one of {string.Join(", ", ProviderList.All)}.");
            if (upstream.Length > MaxName || !upstream.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) errors.Add($"TokenPak:Upstreams:{upstream}: a name is at most {MaxName} letters, digits, dots, dashes and underscores.");
            if (!known && string.IsNullOrEmpty(settings.BaseUrl)) errors.Add($"TokenPak:Upstreams:{upstream}:BaseUrl is missing.");
            if (settings.ApiKey is { } key && (string.IsNullOrWhiteSpace(key) || key.Any(c => c is < '!' or > '~'))) errors.Add($"TokenPak:Upstreams:{upstream}:ApiKey must be visible ASCII characters.");
            if (settings.BaseUrl is { Length: > 0 } url
                && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.UserInfo.Length == 0))
            {
                errors.Add($"TokenPak:Upstreams:{upstream}:BaseUrl must be an absolute http or https address without query or user.");
            }
        }

        if (options.BindAddress != "localhost" && !System.Net.IPAddress.TryParse(options.BindAddress, out _)) errors.Add("TokenPak:BindAddress must be an IP address or localhost.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

internal sealed class CompilationOptionsValidator : IValidateOptions<CompilationOptions>
{
    public ValidateOptionsResult Validate(string? name, CompilationOptions options) => CompilationModeNames.TryParse(options.Mode, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"TokenPak:Compilation:Mode '{options.Mode}' is not one of off, safe, full, aggressive (or strict, hybrid).");
}

internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> errors = [];
        for (var i = 0; i < options.Keys.Count; i++)
        {
            var key = options.Keys[i];
            if (string.IsNullOrWhiteSpace(key.Id)) errors.Add($"TokenPak:Keys:{i}:Id is missing.");
            if (key.Limits.RequestsPerMinute < 1 || key.Limits.ConcurrentRequests < 1) errors.Add($"TokenPak:Keys:{i}:Limits must be 1 or more.");
            if (key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigit)) errors.Add($"TokenPak:Keys:{i}:Sha256 must be 64 hexadecimal digits.");
        }

        if (options.Keys.GroupBy(key => key.Id, StringComparer.Ordinal).Any(g => g.Count() > 1)) errors.Add("TokenPak:Keys: an Id stands twice.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
