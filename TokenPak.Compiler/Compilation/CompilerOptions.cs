using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TokenPak.Compiler.Compilation;

/// <summary>The compiler's own settings.</summary>
internal sealed class CompilerOptions
{
    public const string SectionName = "TokenPak:Compiler";

    /// <summary>Megabytes of decisions kept in the process; default 64. Dropping one costs time, never bytes.</summary>
    [Range(1, 16_384)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>Seconds that a decision lives after its last use, in the process and in Redis; default 6 hours.</summary>
    [Range(1, 30 * 24 * 3600)]
    public int CacheTtlSeconds { get; set; } = 6 * 3600;

    /// <summary>Milliseconds after which Redis counts as away for a request; default 100.</summary>
    [Range(1, 10_000)]
    public int CacheTimeoutMilliseconds { get; set; } = 100;

    /// <summary>Once Redis failed repeatedly, for how many seconds it is left alone before one request tries it again; default 5.</summary>
    [Range(0.5, 600)]
    public double CachePauseSeconds { get; set; } = 5;

    /// <summary>
    /// Whether <c>aggressive</c> may leave parts of tool results out of requests that define no tool to fetch them back; default false. The originals are kept all the same.
    /// </summary>
    public bool AcceptLoss { get; set; }

    /// <summary>Largest body that <c>POST /compile</c> takes, in megabytes; default 64. A larger one passes untouched anyway.</summary>
    [Range(1, 1024)]
    public int MaxBodyMegabytes { get; set; } = 64;
}

[OptionsValidator]
internal sealed partial class CompilerOptionsValidator : IValidateOptions<CompilerOptions>;
