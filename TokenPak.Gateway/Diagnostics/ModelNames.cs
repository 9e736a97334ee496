using System.Collections.Concurrent;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>
/// Model names for metrics and span names. A client can send any name, so only names that a provider has answered with success count, and not many:
/// everything else is <see cref="LabelledCounter.Other"/>.
/// </summary>
internal sealed class ModelNames
{
    private const int Limit = 100;
    private const int MaxLength = 80;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Bounded(string? model, bool succeeded)
    {
        if (string.IsNullOrEmpty(model)) return LabelledCounter.Other;
        if (_known.TryGetValue(model, out var known)) return known;
        if (!succeeded || model.Length > MaxLength || _known.Count >= Limit) return LabelledCounter.Other;
        return _known.GetOrAdd(model, model);
    }
}
