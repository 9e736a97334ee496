using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Holdout;

/// <summary>The share of conversations that is left alone, so that savings can be measured on the user's own traffic.</summary>
internal sealed class HoldoutOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Holdout";

    /// <summary>From 0 (none) to 0.5. Default 0.05. Changing it moves some running conversations to the other arm.</summary>
    [Range(0.0, 0.5)]
    public double Share { get; set; } = 0.05;
}
