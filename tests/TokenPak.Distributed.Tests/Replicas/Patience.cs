namespace TokenPak.Distributed.Tests.Replicas;

/// <summary>For tests in which nothing is dead: on a crowded machine a slow compiler must not pass for one.</summary>
internal static class Patience
{
    public static ProductOptions Options { get; } = new()
    {
        Environment = new Dictionary<string, string> { ["TokenPak__Compilation__DeadlineSeconds"] = "60", ["TokenPak__Compiler__CacheTimeoutMilliseconds"] = "5000" },
    };
}
