using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Configuration;

/// <summary>When and how the gateway calls the compiler.</summary>
internal sealed class CompilationOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Compilation";

    /// <summary><c>off</c>, <c>safe</c>, <c>full</c> or <c>aggressive</c>, or a synonym (<c>strict</c>, <c>hybrid</c>). Default <c>full</c>.</summary>
    [Required]
    public string Mode { get; set; } = "full";

    /// <summary>After this many seconds without an answer the compiler counts as dead and the original bytes go out. Default 2.</summary>
    [Range(0.01, 60)]
    public double DeadlineSeconds { get; set; } = 2;

    /// <summary>Once the compiler failed repeatedly, for how many seconds it is not asked. Default 5.</summary>
    [Range(0.5, 600)]
    public double PauseSeconds { get; set; } = 5;
}
