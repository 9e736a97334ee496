namespace TokenPak.Gateway.Configuration;

/// <summary>One key: only its hash is configured.</summary>
internal sealed class KeyOptions
{
    /// <summary>Name shown in statistics; never the key. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the key, in hexadecimal. Required.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The tenant whose cache entries and statistics the key's requests belong to. Default: the key's id.</summary>
    public string? Tenant { get; set; }

    /// <summary>The key's own limits. Default: those of <c>TokenPak:Limits</c>.</summary>
    public Limits.KeyLimitOptions Limits { get; set; } = new();

    /// <summary>The key's own budget. Default: that of <c>TokenPak:Budget:Key</c>.</summary>
    public Budgets.BudgetLimits Budget { get; set; } = new();
}
