using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Retrying;

/// <summary>When a request that was not billed is sent again.</summary>
internal sealed class RetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Retry";

    /// <summary>How often one request is sent again at most; 0 is never. Default 2.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 2;

    /// <summary>How long after the first try the last one may begin, in seconds. A provider that says to come later is passed on as it is. Default 5.</summary>
    [Range(0, 600)]
    public double DeadlineSeconds { get; set; } = 5;

    /// <summary>Retries may be this share of all requests, 0 to 1: when everything fails, retries must not double the load. Default 0.1.</summary>
    [Range(0, 1)]
    public double BudgetRatio { get; set; } = 0.1;

    /// <summary>Retries that may be made before any share was earned, and that can be saved up. Default 10.</summary>
    [Range(0, 10_000)]
    public int BudgetReserve { get; set; } = 10;
}
