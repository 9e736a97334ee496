using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Configuration;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private static readonly string[] Names = [ProviderNames.Anthropic, ProviderNames.OpenAI, ProviderNames.Google, ProviderNames.ChatGpt, ProviderNames.Azure];

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> errors = [];
        foreach (var (upstream, settings) in options.Upstreams)
        {
            if (!Names.Contains(upstream, StringComparer.OrdinalIgnoreCase)) errors.Add($"TokenPak:Upstreams:{upstream} is not one of {string.Join(", ", Names)}.");
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
            if (key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigit)) errors.Add($"TokenPak:Keys:{i}:Sha256 must be 64 hexadecimal digits.");
        }

        if (options.Keys.GroupBy(key => key.Id, StringComparer.Ordinal).Any(g => g.Count() > 1)) errors.Add("TokenPak:Keys: an Id stands twice.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
