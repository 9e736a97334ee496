using System.ComponentModel.DataAnnotations;

namespace TokenPak.Local.Running;

/// <summary>How long the host that <c>run</c> started stays after its last agent has ended.</summary>
public sealed class LingerOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Background";

    /// <summary>Seconds without an agent after which the background host ends; the dashboard can be looked at until then.</summary>
    /// <value>Default: 600.</value>
    [Range(1, 86_400)]
    public int LingerSeconds { get; set; } = 600;

    /// <summary>Seconds between two looks for agents.</summary>
    /// <value>Default: 15.</value>
    [Range(1, 3600)]
    public int CheckSeconds { get; set; } = 15;
}
