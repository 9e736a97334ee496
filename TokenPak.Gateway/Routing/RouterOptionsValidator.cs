using System.Buffers;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Routing;

/// <summary>Says at start what of the rules cannot be.</summary>
internal sealed class RouterOptionsValidator(IOptions<GatewayOptions> gateway) : IValidateOptions<RouterOptions>
{
    private const int MaxName = 64;
    private const int MaxModel = 200;

    private static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public ValidateOptionsResult Validate(string? name, RouterOptions options)
    {
        List<string> errors = [];
        for (var i = 0; i < options.Rules.Count; i++) Check(options.Rules[i], $"TokenPak:Router:Rules:{i}", errors);
        if (options.Rules.GroupBy(rule => rule.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) errors.Add($"TokenPak:Router:Rules: the name '{twice.Key}' stands twice.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void Check(RuleOptions rule, string at, List<string> errors)
    {
        if (rule.Name.Length is 0 or > MaxName || rule.Name.AsSpan().ContainsAnyExcept(NameChars)) errors.Add($"{at}:Name must be 1 to {MaxName} letters, digits, dots, dashes or underscores.");
        var match = rule.Match;
        if (match.Provider is { } provider && !ProviderList.All.Contains(provider, StringComparer.OrdinalIgnoreCase)) errors.Add($"{at}:Match:Provider is not one of {string.Join(", ", ProviderList.All)}.");
        if (match.MinTokens < 0 || match.MaxTokens < (match.MinTokens ?? 0)) errors.Add($"{at}:Match:MinTokens and MaxTokens are no range.");
        if (rule.Set.Model is { } model && (model.Length is 0 or > MaxModel || model.Any(char.IsControl))) errors.Add($"{at}:Set:Model must be 1 to {MaxModel} characters.");
        if (rule.Set.Mode is { } mode && !CompilationModeNames.TryParse(mode, out _)) errors.Add($"{at}:Set:Mode is not one of off, safe, full, aggressive (or strict, hybrid).");
        if (rule.Set.Upstream is { } upstream) CheckUpstream(upstream, match.Provider, $"{at}:Set:Upstream", errors);
        for (var i = 0; i < rule.Fallback.Count; i++) CheckUpstream(rule.Fallback[i], match.Provider, $"{at}:Fallback:{i}", errors);
        if (rule.Set is { Model: null, Upstream: null, Mode: null } && rule.Fallback.Count == 0) errors.Add($"{at} neither sets anything nor has a fallback.");
    }

    private void CheckUpstream(string name, string? provider, string at, List<string> errors)
    {
        var isNamed = gateway.Value.Upstreams.TryGetValue(name, out var settings) && !string.IsNullOrEmpty(settings.BaseUrl);
        if (!isNamed && !ProviderList.WithDefaults.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add($"{at}: there is no TokenPak:Upstreams:{name}:BaseUrl.");
            return;
        }

        // A request stays in its dialect: nothing here translates.
        var speaks = settings?.Provider ?? name;
        if (provider is null) errors.Add($"{at} needs Match:Provider to be {speaks}: a rule sends to upstreams of one provider's dialect.");
        else if (!speaks.Equals(provider, StringComparison.OrdinalIgnoreCase)) errors.Add($"{at}: '{name}' speaks the dialect of {speaks}, the rule is for {provider}.");
    }
}
