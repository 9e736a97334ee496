namespace TokenPak.Telemetry.Data;

/// <summary>How far rows were deleted by age: days before this one live on in the rollups alone, and no rebuild may touch them.</summary>
internal sealed class RetentionRecord
{
    public const int OnlyId = 1;

    public int Id { get; init; }

    /// <summary>The first moment of the oldest day whose rows are all there, UTC.</summary>
    public DateTimeOffset CompleteFrom { get; set; }
}
