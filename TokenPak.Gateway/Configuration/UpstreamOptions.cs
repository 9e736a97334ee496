namespace TokenPak.Gateway.Configuration;

/// <summary>One entry of <c>TokenPak:Upstreams</c>.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Absolute http or https address in place of the provider's own. Default null: the provider's public host.</summary>
    public string? BaseUrl { get; set; }
}
