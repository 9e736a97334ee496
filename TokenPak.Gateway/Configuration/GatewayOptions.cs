using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Configuration;

/// <summary>How requests go through the gateway.</summary>
internal sealed class GatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak";

    private const long MiB = 1024 * 1024;

    /// <summary>Port to listen on where <c>urls</c> is not set. Default 8766.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8766;

    /// <summary>Address to listen on where <c>urls</c> is not set. Default <c>127.0.0.1</c>.</summary>
    [Required]
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>Silence from a provider, in seconds, after which a request is given up. Default 600: a thinking model can be quiet for long.</summary>
    [Range(1, 86_400)]
    public int UpstreamTimeoutSeconds { get; set; } = 600;

    /// <summary>Time to connect to a provider, in seconds. Default 15.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; set; } = 15;

    /// <summary>How long answers under way may take to finish when the process is asked to stop, in seconds; what is left of the stop belongs to their events. Default 20.</summary>
    [Range(0, 3600)]
    public int ShutdownGraceSeconds { get; set; } = 20;

    /// <summary>Whether malformed JSON for a known dialect is refused with 400 instead of being passed on. Default false.</summary>
    public bool StrictValidation { get; set; }

    /// <summary>Bodies up to this many bytes (decompressed) are compiled; longer ones are streamed through untouched. Default 32 MiB.</summary>
    [Range(1024, int.MaxValue / 2)]
    public int CompileMaxBytes { get; set; } = (int)(32 * MiB);

    /// <summary>Bodies above this many bytes are refused with 413. Default 512 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long RequestMaxBytes { get; set; } = 512 * MiB;

    /// <summary>Secret for the keyed hashes of credentials and user ids. Default: random for each process.</summary>
    public string? HashKey { get; set; }

    /// <summary>Where each provider's requests go, by name: <c>anthropic</c>, <c>openai</c>, <c>google</c>, <c>chatgpt</c>, <c>azure</c>; and further ones by names of the user's own, for the router. Default: their public hosts; none for <c>azure</c>.</summary>
    public Dictionary<string, UpstreamOptions> Upstreams { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
