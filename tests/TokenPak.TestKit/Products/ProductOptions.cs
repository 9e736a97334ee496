namespace TokenPak.TestKit.Products;

/// <summary>How to start a product, whatever its shape.</summary>
public sealed record ProductOptions
{
    /// <summary>Variables beside those that the fixture sets; they win.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The admin token, where the dashboard and the statistics ask for one.</summary>
    public string? AdminToken { get; init; }

    /// <summary>The data folder; a temporary one that is deleted at the end where null.</summary>
    public string? DataPath { get; init; }

    /// <summary>Puts the data folder of a product in one process on a disk of its own with so many megabytes; the machine's disk where null.</summary>
    public int? DiskMegabytes { get; init; }
}
