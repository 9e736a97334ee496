using System.ComponentModel.DataAnnotations;

namespace TokenPak.Telemetry.Retention;

/// <summary>How long rows are kept.</summary>
internal sealed class RetentionOptions
{
    public const string SectionName = "TokenPak:Telemetry";

    /// <summary>Days (UTC) after which a row is deleted; the rollups stay. 0 keeps all. Default 0.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; }
}
