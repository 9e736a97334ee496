namespace TokenPak.Gateway.Configuration;

/// <summary>One entry of <c>TokenPak:Upstreams</c>.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Absolute http or https address in place of the provider's own. Default null: the provider's public host.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>
    /// For an upstream of the user's own name, which only the router sends to: whose API it speaks, <c>anthropic</c>, <c>openai</c>, <c>google</c>, <c>chatgpt</c> or <c>azure</c>.
    /// Default: the entry's name.
    /// </summary>
    public string? Provider { get; set; }

    /// <summary>The upstream's own credential, sent in place of the client's. Default null: the client's, where the host is the provider's; none elsewhere.</summary>
    public string? ApiKey { get; set; }
}
