using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TokenPak.Compiler.Originals;

/// <summary>The texts that lossy forms stand for, kept so that they can be fetched.</summary>
internal sealed class OriginalsOptions
{
    public const string SectionName = "TokenPak:Originals";

    /// <summary>Whether originals are kept. Default true; without them nothing is left out of a prompt that could be asked for later.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Megabytes of originals in the process; default 64. Those used least are dropped first, and counted.</summary>
    [Range(1, 16_384)]
    public int Megabytes { get; set; } = 64;

    /// <summary>Largest single original, in kilobytes; default 4096. A block with a larger one goes whole.</summary>
    [Range(1, 256 * 1024)]
    public int MaxKilobytes { get; set; } = 4096;

    /// <summary>Seconds that an original lives after its last use; default 24 hours. Every turn of its conversation is a use.</summary>
    [Range(1, 30 * 24 * 3600)]
    public int TtlSeconds { get; set; } = 24 * 3600;
}

[OptionsValidator]
internal sealed partial class OriginalsOptionsValidator : IValidateOptions<OriginalsOptions>;
