namespace TokenPak.AppHost;

/// <summary>What an operator sets, as Aspire parameters: <c>Parameters:mode</c>, in the environment <c>Parameters__mode</c>. Secrets are made where none is given.</summary>
internal sealed class Settings
{
    private static readonly (string Provider, string Address)[] Upstreams =
    [
        ("anthropic", "https://api.anthropic.com"),
        ("openai", "https://api.openai.com"),
        ("google", "https://generativelanguage.googleapis.com"),
    ];

    private readonly bool _isPublishing;
    private readonly IResourceBuilder<ParameterResource> _mode;
    private readonly IResourceBuilder<ParameterResource> _vaultPath;
    private readonly IResourceBuilder<ParameterResource> _publicHost;
    private readonly IResourceBuilder<ParameterResource> _adminToken;
    private readonly IResourceBuilder<ParameterResource> _proxyKey;
    private readonly IResourceBuilder<ParameterResource> _hashKey;
    private readonly List<(string Provider, IResourceBuilder<ParameterResource> Address)> _upstreams = [];

    private Settings(IDistributedApplicationBuilder builder)
    {
        _isPublishing = builder.ExecutionContext.IsPublishMode;
        _mode = Plain(builder, "mode", "full");
        _vaultPath = Plain(builder, "vault-path", "");
        _publicHost = Plain(builder, "public-host", "localhost");
        _adminToken = builder.AddParameter("admin-token", Secret(), secret: true, persist: true);
        _proxyKey = builder.AddParameter("proxy-key", Secret(), secret: true, persist: true);
        _hashKey = builder.AddParameter("hash-key", Secret(), secret: true, persist: true);
        foreach (var (provider, address) in Upstreams) _upstreams.Add((provider, Plain(builder, $"{provider}-url", address)));
    }

    public static Settings Add(IDistributedApplicationBuilder builder) => new(builder);

    public void ApplyTo(IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> compiler, IResourceBuilder<ProjectResource> dashboard)
    {
        compiler.WithEnvironment("TokenPak__Vault__Path", _vaultPath);
        dashboard.WithEnvironment("TokenPak__AdminToken", _adminToken);
        gateway
            .WithEnvironment("TokenPak__Compilation__Mode", _mode)
            .WithEnvironment("TokenPak__AdminToken", _adminToken)

            // Replicas must give the same credential the same tenant.
            .WithEnvironment("TokenPak__HashKey", _hashKey);
        foreach (var (provider, address) in _upstreams) gateway.WithEnvironment($"TokenPak__Upstreams__{provider}__BaseUrl", address);
        if (!_isPublishing) return;

        // On this machine the gateway listens on loopback and asks for no key; beyond it, it does not start without.
        gateway
            .WithEnvironment("TokenPak__ProxyAuthToken", _proxyKey)
            .WithEnvironment("TokenPak__AllowedHosts__0", gateway.GetEndpoint("http").Property(EndpointProperty.Host))
            .WithEnvironment("TokenPak__AllowedHosts__1", _publicHost);
    }

    /// <summary>A parameter that has a value does not look into the configuration by itself.</summary>
    private static IResourceBuilder<ParameterResource> Plain(IDistributedApplicationBuilder builder, string name, string value) =>
        builder.AddParameter(name, builder.Configuration[$"Parameters:{name}"] ?? value, publishValueAsDefault: true);

    private static GenerateParameterDefault Secret() => new() { MinLength = 32, Special = false };
}
