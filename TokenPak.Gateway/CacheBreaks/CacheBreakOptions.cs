using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.CacheBreaks;

/// <summary>How much is remembered for finding cache breaks.</summary>
internal sealed class CacheBreakOptions
{
    public const string SectionName = "TokenPak:CacheBreaks";

    /// <summary>Conversations remembered, about 200 bytes each; default 20,000. Of those beyond, the ones used least are forgotten: their breaks are not seen.</summary>
    [Range(1, 10_000_000)]
    public int Conversations { get; set; } = 20_000;

    /// <summary>Minutes after its last request that a conversation is remembered; default 65, just longer than the longest lifetime of a provider's cache.</summary>
    [Range(1, 7 * 24 * 60)]
    public int Minutes { get; set; } = 65;
}
