namespace TokenPak.Load.Targets;

/// <summary>A command line.</summary>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments)
{
    public Dictionary<string, string> Environment { get; } = [];
}
